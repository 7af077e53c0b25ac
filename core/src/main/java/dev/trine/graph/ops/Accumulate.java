package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * Adds the sums of measures over the examples to their totals. Inputs: the measures, [measures,
 * examples], and their totals, [2, measures], which are kept as {@link
 * dev.trine.backend.op.UpdateOps#commit} keeps them.
 */
public record Accumulate() implements Effect {
  /** Over measures, totals and what these lost; the results lie over the latter two. */
  private static Rows rows(Shape measures) {
    Access perRow = new Access(DType.F32, 0, List.of(1L, 0L));
    Expression before = load(1);
    Expression total = add(before, folded(0));
    Expression added = subtract(total, before);
    Expression lost = add(subtract(before, subtract(total, added)), subtract(folded(0), added));
    Access to = perRow.withoutLastAxis();
    return new Rows(
        measures,
        List.of(Access.dense(DType.F32, measures), perRow, perRow),
        List.of(new Fold(Combine.SUM, load(0))),
        List.of(),
        List.of(new Result(total, to), new Result(add(load(2), lost), to)));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, inputs.subList(1, 2));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View measures = inputs.get(0);
    View totals = inputs.get(1).slice(0, 1);
    View lost = inputs.get(1).slice(1, 2);
    return backend.rows(
        rows(measures.shape()), List.of(measures, totals, lost), List.of(totals, lost));
  }
}
