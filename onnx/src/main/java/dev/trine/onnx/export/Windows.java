package dev.trine.onnx.export;

import dev.trine.backend.op.Window;
import dev.trine.onnx.file.OnnxAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a window slides, as attributes. */
final class Windows {
  private Windows() {}

  /**
   * The attributes of convolutions and pools.
   *
   * @param axes 2 for images, 1 for sequences, of which the rows are the steps
   */
  static OnnxAttribute[] attributes(Window window, int axes, OnnxAttribute... others) {
    List<OnnxAttribute> all = new ArrayList<>();
    if (axes == 1) {
      all.add(OnnxAttribute.wholes("kernel_shape", window.height()));
      all.add(OnnxAttribute.wholes("strides", window.down()));
      all.add(OnnxAttribute.wholes("dilations", window.rowStep()));
      all.add(OnnxAttribute.wholes("pads", window.top(), window.bottom()));
    } else {
      all.add(OnnxAttribute.wholes("kernel_shape", window.height(), window.width()));
      all.add(OnnxAttribute.wholes("strides", window.down(), window.across()));
      all.add(OnnxAttribute.wholes("dilations", window.rowStep(), window.columnStep()));
      all.add(
          OnnxAttribute.wholes(
              "pads", window.top(), window.left(), window.bottom(), window.right()));
    }
    all.addAll(Arrays.asList(others));
    return all.toArray(OnnxAttribute[]::new);
  }
}
