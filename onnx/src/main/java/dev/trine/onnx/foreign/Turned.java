package dev.trine.onnx.foreign;

import dev.trine.ModelFormatException;
import dev.trine.onnx.export.Places;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.Shape;
import java.util.List;

/** Tensors of a file in the order of axes that layers have. */
final class Turned {
  private Turned() {}

  /** A tensor's elements with its axes in another order. */
  static float[] of(OnnxTensor tensor, int... axes) {
    return of(tensor.floats(), shape(tensor, axes.length), axes);
  }

  static float[] of(float[] values, Shape shape, int... axes) {
    return Places.inOrder(shape).permuted(axes).gather(values);
  }

  /** A tensor's shape. */
  static Shape shape(OnnxTensor tensor, int rank) {
    List<Long> dims = tensor.dims();
    if (dims.size() != rank) {
      throw new ModelFormatException("%s has not %s axes".formatted(tensor, rank));
    }
    if (tensor.elements() == 0) {
      throw new ModelFormatException(tensor + " has no elements");
    }
    return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
  }
}
