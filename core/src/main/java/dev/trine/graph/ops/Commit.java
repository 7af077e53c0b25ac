package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import java.util.List;

/** Ends the step. Inputs: this step's metrics, their totals, step state. */
public record Commit() implements Effect {
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, inputs.subList(1, 3));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.commit(inputs.get(0), inputs.get(1), inputs.get(2));
  }
}
