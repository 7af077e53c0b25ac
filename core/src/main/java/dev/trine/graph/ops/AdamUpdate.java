package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Adam;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import java.util.List;

/**
 * One update by Adam. Inputs: parameters, gradients, first and second moment, learning rate, step
 * state.
 */
public record AdamUpdate(Adam spec) implements Effect {
  /** The moments take seven operations an element, the step five, the decay one. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long elements = inputs.get(0).elements();
    long decay = spec.weightDecay() == 0 ? 0 : spec.decayed();
    return Cost.of(
        12 * elements + decay, inputs, List.of(inputs.get(0), inputs.get(2), inputs.get(3)));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.adam(
        spec,
        inputs.get(0),
        inputs.get(1),
        inputs.get(2),
        inputs.get(3),
        inputs.get(4),
        inputs.get(5));
  }
}
