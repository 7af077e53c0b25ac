package dev.trine.onnx.export;

import dev.trine.backend.op.Window;
import dev.trine.nn.AveragePool1d;
import dev.trine.nn.AveragePool2d;
import dev.trine.nn.GlobalAveragePool1d;
import dev.trine.nn.GlobalAveragePool2d;
import dev.trine.nn.GlobalMaxPool2d;
import dev.trine.nn.MaxPool1d;
import dev.trine.nn.MaxPool2d;
import dev.trine.onnx.file.OnnxAttribute;
import java.util.List;

/** Layers that make one number of what a window sees. */
final class Pools {
  private static final int DILATED_AVERAGE_OPSET = 19;

  private Pools() {}

  static String max2d(MaxPool2d layer, Value in, ExportScope scope) {
    return pool("MaxPool", layer.window().over(in.shape()), 2, in, scope);
  }

  static String max1d(MaxPool1d layer, Value in, ExportScope scope) {
    return pool("MaxPool", layer.window().along(Convolutions.asImages(in)), 1, in, scope);
  }

  static String average2d(AveragePool2d layer, Value in, ExportScope scope) {
    return average(layer.window().over(in.shape()), 2, in, scope);
  }

  static String average1d(AveragePool1d layer, Value in, ExportScope scope) {
    return average(layer.window().along(Convolutions.asImages(in)), 1, in, scope);
  }

  /** Without the padding in its means, as ONNX has it by default. */
  private static String average(Window window, int axes, Value in, ExportScope scope) {
    if (window.rowStep() > 1 || window.columnStep() > 1) {
      scope.needsOpset(DILATED_AVERAGE_OPSET);
    }
    return pool("AveragePool", window, axes, in, scope);
  }

  private static String pool(String op, Window window, int axes, Value in, ExportScope scope) {
    boolean isDilated = window.rowStep() > 1 || window.columnStep() > 1;
    List<OnnxAttribute> all = List.of(Windows.attributes(window, axes));
    OnnxAttribute[] attributes =
        all.stream()
            .filter(attribute -> isDilated || !attribute.name().equals("dilations"))
            .toArray(OnnxAttribute[]::new);
    return ChannelsFirst.within(in, scope, first -> scope.op(op, List.of(first), attributes));
  }

  static String globalAverage2d(GlobalAveragePool2d layer, Value in, ExportScope scope) {
    return global("GlobalAveragePool", in, scope);
  }

  static String globalAverage1d(GlobalAveragePool1d layer, Value in, ExportScope scope) {
    return global("GlobalAveragePool", in, scope);
  }

  static String globalMax2d(GlobalMaxPool2d layer, Value in, ExportScope scope) {
    return global("GlobalMaxPool", in, scope);
  }

  private static String global(String op, Value in, ExportScope scope) {
    return scope.op("Flatten", scope.op(op, ChannelsFirst.first(in, scope)));
  }
}
