package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/** {@code (a − b)²} (Bishop 1995, section 6.1). */
public record SquaredError() implements LossFormula {
  @Override
  public String name() {
    return "squared error";
  }

  @Override
  public Expression value(Expression output, Expression target) {
    Expression difference = subtract(output, target);
    return multiply(difference, difference);
  }

  @Override
  public Expression derivative(Expression output, Expression target) {
    return multiply(constant(2), subtract(output, target));
  }
}
