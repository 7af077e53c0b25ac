package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Op;
import dev.trine.graph.TensorType;
import java.util.List;

/**
 * Marks the step as failed unless loss and gradients are finite. Inputs: loss, squared norm of the
 * gradients, step state.
 */
public record Guard() implements Op {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of();
  }

  @Override
  public Role role() {
    return Role.EFFECT;
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.guard(inputs.get(0), inputs.get(1), inputs.get(2));
  }
}
