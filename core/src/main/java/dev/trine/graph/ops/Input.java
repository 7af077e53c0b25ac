package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Op;
import dev.trine.graph.TensorType;
import java.util.List;

/** A tensor that is uploaded before each run. */
public record Input(String name, TensorType type) implements Op {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(type);
  }

  @Override
  public Role role() {
    return Role.VALUE;
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    throw new AssertionError("a value has nothing to run");
  }
}
