package dev.trine.onnx.export;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/**
 * A value of a graph.
 *
 * @param name unique in the graph
 * @param type for a batch of one, [1, …]
 */
record Value(String name, TensorType type) {
  Shape shape() {
    return type.shape();
  }

  int rank() {
    return type.shape().rank();
  }

  long extent(int axis) {
    return type.shape().dimension(axis);
  }
}
