package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;

/** Signs by the bit that holds them, for odd functions to keep −0. */
final class Sign {
  private Sign() {}

  /** A number that is not negative where x is positive, with the sign bit of x. */
  static Expression copy(Expression x, Expression value) {
    return fromBits(or(bits(value), and(bits(x), whole(Integer.MIN_VALUE))));
  }
}
