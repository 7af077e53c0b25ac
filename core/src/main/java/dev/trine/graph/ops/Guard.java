package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import java.util.List;

/**
 * Marks the step as failed unless loss and gradients are finite. Inputs: loss, squared norm of the
 * gradients, step state.
 */
public record Guard() implements Effect {
  /** The step state is written only by a step that fails. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(0, inputs.subList(0, 2), outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.guard(inputs.get(0), inputs.get(1), inputs.get(2));
  }
}
