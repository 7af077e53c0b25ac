package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Op;
import dev.trine.graph.TensorType;
import java.util.List;

/** A tensor of the state, which lies outside the program and outlives its runs. */
public record Variable(String name, View view) implements Op {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(new TensorType(view.type(), view.shape()));
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
