package dev.trine.outside;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;

/** A tensor of the file. */
record TorchTensor(DType type, long[] shape, double[] values) {
  TensorType tensorType() {
    return new TensorType(type, Shape.of(shape));
  }

  /** Whether all its elements are the same number. */
  boolean isUniform() {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** Row {@code i} of a matrix. */
  double[] row(int i) {
    int width = (int) shape[1];
    return Arrays.copyOfRange(values, i * width, (i + 1) * width);
  }
}
