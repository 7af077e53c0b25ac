package dev.trine.train;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.select;

import dev.trine.expression.Expression;

/** −1, 0 or 1: the sign of a number. */
final class Signum {
  private Signum() {}

  static Expression of(Expression x) {
    Expression ofNegative = select(less(x, constant(0)), constant(-1), constant(0));
    return select(less(constant(0), x), constant(1), ofNegative);
  }
}
