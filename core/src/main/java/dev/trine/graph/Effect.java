package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** An op that changes state and has no outputs. It runs even if nothing depends on it. */
public non-sealed interface Effect extends Task {
  @Override
  default List<TensorType> outputs(List<TensorType> inputs) {
    return List.of();
  }
}
