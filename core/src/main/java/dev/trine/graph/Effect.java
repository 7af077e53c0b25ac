package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** An op that changes state and has no outputs. */
public interface Effect extends Op {
  @Override
  default List<TensorType> outputs(List<TensorType> inputs) {
    return List.of();
  }

  @Override
  default Role role() {
    return Role.EFFECT;
  }
}
