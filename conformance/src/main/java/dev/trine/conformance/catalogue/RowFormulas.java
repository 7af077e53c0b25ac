package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.intSelect;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/** What rows are also used for. */
public final class RowFormulas {
  private RowFormulas() {}

  /**
   * Over the middle axis of [outer, length, inner], with a factor [inner]: {@code factor·(x −
   * mean)/√(variance + ε)}, and for every row factor·variance.
   */
  public static Rows norm(long outer, long length, long inner) {
    Shape extents = Shape.of(outer, inner, length);
    Access across = new Access(DType.F32, 0, List.of(length * inner, 1L, inner));
    Access factors = new Access(DType.F32, 0, List.of(0L, 1L, 0L));
    Expression scale = parameter(1.0 / length);
    Expression difference = subtract(load(0), multiply(scale, folded(0)));
    Expression variance = multiply(scale, folded(1));
    Expression deviation = sqrt(add(variance, constant(1e-5)));
    return new Rows(
        extents,
        List.of(across, factors),
        List.of(
            new Fold(Combine.SUM, load(0)),
            new Fold(Combine.SUM, multiply(difference, difference))),
        List.of(new Result(divide(multiply(load(1), difference), deviation), across)),
        List.of(
            new Result(
                multiply(variance, load(1)), Access.dense(DType.F32, Shape.of(outer, inner)))));
  }

  /**
   * Over all elements of F32 [length] and the second of some I32, over which the result may lie:
   * that number, or 0 if the sum of the squares is not finite.
   */
  public static Rows flag(long length) {
    Shape extents = Shape.of(length);
    Access flag = new Access(DType.I32, 1, List.of(0L));
    Expression isFinite = less(abs(folded(0)), constant(Double.POSITIVE_INFINITY));
    return new Rows(
        extents,
        List.of(Access.dense(DType.F32, extents), flag),
        List.of(new Fold(Combine.SUM, multiply(load(0), load(0)))),
        List.of(),
        List.of(
            new Result(intSelect(isFinite, load(1, DType.I32), whole(0)), flag.withoutLastAxis())));
  }
}
