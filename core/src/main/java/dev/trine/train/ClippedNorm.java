package dev.trine.train;

import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;

/**
 * An optimizer that gets gradients of a norm of at most so much (Pascanu, Mikolov and Bengio 2013,
 * algorithm 1): {@code g' = g·most / max(most, ‖g‖)}, where the norm is that of the mean gradient
 * by all parameters together. It costs no launch, since each step has the norm.
 */
public record ClippedNorm(Optimizer optimizer, double most) implements AdaptedOptimizer {
  public ClippedNorm {
    Checks.positive("clipNorm", most);
  }

  @Override
  public Operands adapted(Operands of) {
    Expression limit = parameter(most);
    Expression factor = divide(limit, max(limit, of.norm()));
    return of.withGradient(multiply(of.gradient(), factor));
  }
}
