package dev.trine.graph.ops;

import dev.trine.graph.Op;
import dev.trine.graph.TensorType;
import java.util.List;

/** An op that changes state and has no outputs. */
interface Effect extends Op {
  @Override
  default List<TensorType> outputs(List<TensorType> inputs) {
    return List.of();
  }

  @Override
  default Role role() {
    return Role.EFFECT;
  }
}
