package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * Adds the sums of measures over the examples to their totals. Inputs: the measures, [measures,
 * examples], and their totals, [measures].
 */
public record Accumulate() implements Effect {
  /** Over measures and totals; the result lies over the totals. */
  private static Rows rows(Shape measures) {
    Access total = new Access(DType.F32, 0, List.of(1L, 0L));
    return new Rows(
        measures,
        List.of(Access.dense(DType.F32, measures), total),
        List.of(new Fold(Combine.SUM, load(0))),
        List.of(),
        List.of(new Result(add(load(1), folded(0)), total.withoutLastAxis())));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, inputs.subList(1, 2));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.rows(rows(inputs.get(0).shape()), inputs, inputs.subList(1, 2));
  }
}
