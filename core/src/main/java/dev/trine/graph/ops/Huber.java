package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/**
 * {@code ½·d²} of the difference d = a − b up to |d| = δ, and {@code δ·(|d| − ½·δ)} beyond (Huber
 * 1964, example iii).
 *
 * @param delta δ, above 0 and finite
 */
public record Huber(double delta) implements LossFormula {
  public Huber {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "delta is %s, expected a finite number above 0: where the loss turns from square to straight"
              .formatted(delta));
    }
  }

  @Override
  public String name() {
    return "huber";
  }

  /** Both pieces as one: {@code c·(|d| − ½·c)} with c the smaller of |d| and δ. */
  @Override
  public Expression value(Expression output, Expression target) {
    Expression distance = abs(subtract(output, target));
    Expression clipped = min(distance, parameter(delta));
    return multiply(clipped, subtract(distance, multiply(constant(0.5), clipped)));
  }

  @Override
  public Expression derivative(Expression output, Expression target) {
    Expression difference = subtract(output, target);
    return max(parameter(-delta), min(difference, parameter(delta)));
  }
}
