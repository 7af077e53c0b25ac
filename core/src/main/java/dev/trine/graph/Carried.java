package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** The state of a {@link Loop} as a turn finds it; there is one only in a loop's body. */
record Carried(TensorType type) implements Value {
  @Override
  public String name() {
    return "state";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(type);
  }
}
