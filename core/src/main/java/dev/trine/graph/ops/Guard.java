package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.intSelect;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Expression;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks the step as failed unless the sum of the squares of all gradients and every metric are
 * finite. Inputs: gradients, metrics, step state.
 */
public record Guard() implements Effect {
  private static final int GRADIENTS = 0;
  private static final int STATE = 1;
  private static final int FIRST_METRIC = 2;

  /**
   * Over gradients, the step state, and the metrics, of which each is an input of its own. The
   * result, which lies over the step state, is {@link StepState#HEALTHY}: what it was, but 0 if
   * something is not finite.
   */
  public static Rows rows(long gradients, int metrics) {
    Shape extents = Shape.of(gradients);
    List<Access> inputs = new ArrayList<>();
    inputs.add(Access.dense(DType.F32, extents));
    inputs.add(new Access(DType.I32, StepState.HEALTHY, List.of(0L)));
    Expression isFinite = isFinite(folded(0));
    for (int i = 0; i < metrics; i++) {
      inputs.add(new Access(DType.F32, i, List.of(0L)));
      isFinite = and(isFinite, isFinite(load(FIRST_METRIC + i)));
    }
    Expression healthy = intSelect(isFinite, load(STATE, DType.I32), whole(0));
    return new Rows(
        extents,
        inputs,
        List.of(new Fold(Combine.SUM, multiply(load(GRADIENTS), load(GRADIENTS)))),
        List.of(),
        List.of(new Result(healthy, inputs.get(STATE).withoutLastAxis())));
  }

  private static Expression isFinite(Expression value) {
    return less(abs(value), constant(Double.POSITIVE_INFINITY));
  }

  /** A product and a sum a gradient; the step state is written only by a step that fails. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(2 * inputs.get(0).elements(), inputs.subList(0, 2), outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View gradients = inputs.get(0);
    View metrics = inputs.get(1);
    View state = inputs.get(2);
    int count = Math.toIntExact(metrics.elements());
    List<View> read = new ArrayList<>(List.of(gradients, state));
    for (int i = 0; i < count; i++) {
      read.add(metrics);
    }
    return backend.rows(rows(gradients.elements(), count), read, List.of(state));
  }
}
