package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import java.util.Optional;

/**
 * {@code max(0, 1 − t·x)} of a score x and a target t of −1 or 1; NaN for any other (Cortes and
 * Vapnik 1995, section 3). The score is right where it has the target's sign.
 */
public record Hinge() implements LossFormula {
  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public Expression value(Expression output, Expression target) {
    Expression missing = max(subtract(constant(1), multiply(target, output)), constant(0));
    return select(equal(abs(target), constant(1)), missing, constant(Double.NaN));
  }

  @Override
  public Expression derivative(Expression output, Expression target) {
    return within(output, target, negate(target));
  }

  @Override
  public Expression targetDerivative(Expression output, Expression target) {
    return within(output, target, negate(output));
  }

  private static Expression within(Expression output, Expression target, Expression value) {
    return select(less(multiply(target, output), constant(1)), value, constant(0));
  }

  @Override
  public Optional<Expression> correct(Expression output, Expression target) {
    Expression isRight = less(constant(0), multiply(target, output));
    return Optional.of(select(isRight, constant(1), constant(0)));
  }
}
