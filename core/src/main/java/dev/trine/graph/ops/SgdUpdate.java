package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Sgd;
import dev.trine.graph.Effect;
import java.util.List;

/**
 * One update by gradient descent. Inputs: parameters, gradients, learning rate, step state and,
 * with momentum, the velocity.
 */
public record SgdUpdate(Sgd spec) implements Effect {
  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View velocity = inputs.size() > 4 ? inputs.get(4) : null;
    return backend.sgd(spec, inputs.get(0), inputs.get(1), velocity, inputs.get(2), inputs.get(3));
  }
}
