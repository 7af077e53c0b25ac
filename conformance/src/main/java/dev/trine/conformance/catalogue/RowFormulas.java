package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.lessOrEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.expression.function.Functions.log;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/** What rows are mostly used for, over dense tensors. */
public final class RowFormulas {
  private RowFormulas() {}

  /** Over the last axis of [rows, classes]. */
  public static Rows softmax(long rows, long classes) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Expression power = exp(subtract(load(0), folded(0)));
    return new Rows(
        extents,
        List.of(dense),
        List.of(new Fold(Combine.MAX, load(0)), new Fold(Combine.SUM, power)),
        List.of(new Result(divide(power, folded(1)), dense)),
        List.of());
  }

  /**
   * Softmax cross-entropy of scores [rows, classes] and labels I32 [rows]: its gradient for every
   * score; for every row its loss, NaN where the label is none of the classes, and 1 or 0: whether
   * the first of the largest scores is the label's.
   *
   * @param scale of losses and gradient
   */
  public static Rows crossEntropy(long rows, long classes, double scale) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access labels = Access.broadcast(DType.I32, Shape.of(rows, 1), extents);
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    Expression shifted = subtract(load(0), folded(0));
    Expression label = toFloat(load(1, DType.I32));
    Expression isLabel = intEqual(index(1), load(1, DType.I32));
    Expression isClass = and(lessOrEqual(constant(0), label), less(label, parameter(classes)));
    Expression place = select(equal(load(0), folded(0)), toFloat(index(1)), constant(0x1p31));
    Expression probability = divide(exp(shifted), folded(1));
    Expression target = select(isLabel, constant(1), constant(0));
    Expression loss = multiply(parameter(scale), subtract(log(folded(1)), folded(2)));
    return new Rows(
        extents,
        List.of(dense, labels),
        List.of(
            new Fold(Combine.MAX, load(0)),
            new Fold(Combine.SUM, exp(shifted)),
            new Fold(Combine.SUM, select(isLabel, shifted, constant(0))),
            new Fold(Combine.MIN, place)),
        List.of(new Result(multiply(parameter(scale), subtract(probability, target)), dense)),
        List.of(
            new Result(select(isClass, loss, constant(Double.NaN)), perRow),
            new Result(select(equal(folded(3), label), constant(1), constant(0)), perRow)));
  }

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
}
