package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;

/** Signs by the bit that holds them. */
final class Sign {
  private static final int BIT = Integer.MIN_VALUE;

  private Sign() {}

  /** |size| with the sign of another number. */
  static Expression copy(Expression of, Expression size) {
    return fromBits(or(and(bits(size), whole(~BIT)), and(bits(of), whole(BIT))));
  }
}
