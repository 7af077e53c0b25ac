package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.lessOrEqual;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.expression.function.Functions.logOnePlus;
import static dev.trine.expression.function.Functions.sigmoid;

import dev.trine.expression.Expression;
import java.util.Optional;

/**
 * {@code −w·t·ln σ(x) − (1 − t)·ln σ(−x)} of a score x and a target t from 0 to 1; NaN for any
 * other (Bishop 1995, section 6.7). Each term is 0 where its factor is, so that an infinite score
 * on the right side costs nothing. The score is right where x > 0 and t > 0.5, or neither.
 *
 * @param positiveWeight w, by which the loss of what is to be 1 is multiplied; above 0 and finite
 */
public record BinaryCrossEntropy(double positiveWeight) implements LossFormula {
  public BinaryCrossEntropy {
    if (!(positiveWeight > 0 && positiveWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The positive weight is %s, expected a finite number above 0; 1 weighs both sides alike"
              .formatted(positiveWeight));
    }
  }

  @Override
  public String name() {
    return "binary cross entropy";
  }

  @Override
  public Expression value(Expression output, Expression target) {
    Expression sum =
        add(times(positive(target), ofOne(output)), times(negative(target), ofZero(output)));
    Expression isProbability =
        and(lessOrEqual(constant(0), target), lessOrEqual(target, constant(1)));
    return select(isProbability, sum, constant(Double.NaN));
  }

  /** {@code (1 − t)·σ(x) − w·t·σ(−x)}, each right also where σ is near 0. */
  @Override
  public Expression derivative(Expression output, Expression target) {
    return subtract(
        multiply(negative(target), sigmoid(output)),
        multiply(positive(target), sigmoid(negate(output))));
  }

  @Override
  public Expression targetDerivative(Expression output, Expression target) {
    return subtract(multiply(parameter(positiveWeight), ofOne(output)), ofZero(output));
  }

  @Override
  public Optional<Expression> correct(Expression output, Expression target) {
    Expression isSame = intEqual(less(constant(0), output), less(constant(0.5), target));
    return Optional.of(select(isSame, constant(1), constant(0)));
  }

  private Expression positive(Expression target) {
    return positiveWeight == 1 ? target : multiply(parameter(positiveWeight), target);
  }

  private static Expression negative(Expression target) {
    return subtract(constant(1), target);
  }

  /** {@code −ln σ(x)} */
  private static Expression ofOne(Expression output) {
    return add(max(negate(output), constant(0)), rest(output));
  }

  /** {@code −ln σ(−x)} */
  private static Expression ofZero(Expression output) {
    return add(max(output, constant(0)), rest(output));
  }

  /** What both sides have in common, so that neither overflows nor cancels. */
  private static Expression rest(Expression output) {
    return logOnePlus(exp(negate(abs(output))));
  }

  private static Expression times(Expression factor, Expression loss) {
    return select(equal(factor, constant(0)), constant(0), multiply(factor, loss));
  }
}
