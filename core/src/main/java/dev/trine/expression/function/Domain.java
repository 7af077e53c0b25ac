package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.Arithmetic.xor;

import dev.trine.expression.Expression;

/** Where a logarithm is of a positive number, and what it is elsewhere. */
final class Domain {
  private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

  private Domain() {}

  /** The value where 0 < x < ∞; else −∞ for ±0, ∞ for ∞, NaN below 0 and for NaN. */
  static Expression logarithm(Expression x, Expression value) {
    Expression bits = bits(x);
    // Both differences are positive, or 0, between the smallest and the largest positive number.
    Expression outside =
        shiftRight(
            or(intSubtract(bits, whole(1)), intSubtract(whole(LARGEST), bits)), Integer.SIZE - 1);
    Expression limit = subtract(sqrt(x), divide(constant(1), abs(x)));
    Expression difference = xor(bits(value), bits(limit));
    return fromBits(xor(bits(value), and(difference, outside)));
  }
}
