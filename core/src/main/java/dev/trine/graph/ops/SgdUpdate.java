package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Sgd;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import java.util.List;

/**
 * One update by gradient descent. Inputs: parameters, gradients, learning rate, step state and,
 * with momentum, the velocity.
 */
public record SgdUpdate(Sgd spec) implements Effect {
  /** A product and a sum an element for the step, and as many for momentum and decay each. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    View parameters = inputs.get(0);
    long decay = spec.weightDecay() == 0 ? 0 : spec.decayed();
    long terms = (inputs.size() > 4 ? 2 : 1) * parameters.elements() + decay;
    List<View> written =
        inputs.size() > 4 ? List.of(parameters, inputs.get(4)) : List.of(parameters);
    return Cost.of(2 * terms, inputs, written);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View velocity = inputs.size() > 4 ? inputs.get(4) : null;
    return backend.sgd(spec, inputs.get(0), inputs.get(1), velocity, inputs.get(2), inputs.get(3));
  }
}
