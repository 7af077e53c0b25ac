package dev.trine.train;

import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;

/**
 * An optimizer that gets gradients each of which is between {@code −most} and {@code most}: that of
 * the mean loss by one parameter, whatever the others are.
 */
public record ClippedValue(Optimizer optimizer, double most) implements AdaptedOptimizer {
  public ClippedValue {
    Checks.positive("clipValue", most);
  }

  @Override
  public Operands adapted(Operands of) {
    Expression limit = parameter(most);
    Expression clipped = max(min(of.gradient(), limit), negate(limit));
    return of.withGradient(clipped);
  }
}
