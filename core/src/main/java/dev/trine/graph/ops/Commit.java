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
 * gradients, the measures of each example, where their sums go, where the sum of the squares of all
 * gradients goes, the totals, the step state; or, if the measures are such sums already, all but
 * where these go.
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
    return Cost.of(flops, inputs, inputs.subList(2, inputs.size()));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    int last = inputs.size() - 1;
    View sums = last == 5 ? inputs.get(2) : null;
    return backend.commit(
        inputs.get(0),
        inputs.get(1),
        sums,
        inputs.get(last - 2),
        inputs.get(last - 1),
        inputs.get(last));
  }
}
