package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * Decides whether the step counts, see {@link dev.trine.backend.op.UpdateOps#commit}. Inputs: the
 * gradients, the measures of each example, their totals, the step state.
 */
public record Commit() implements Effect {
  @Override
  public String label(List<View> inputs, List<View> outputs) {
    return "commit " + Shape.of(inputs.get(0).elements());
  }

  /** A product and a sum a gradient, a sum a measure. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long flops = 2 * inputs.get(0).elements() + inputs.get(1).elements();
    return Cost.of(flops, inputs, inputs.subList(2, 4));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.commit(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3));
  }
}
