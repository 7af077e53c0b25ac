package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;

/**
 * A positive number as {@code 2^exponent·(1 + f)} with 1 + f from √½ to √2; some finite numbers
 * where it is none.
 */
record Binade(Expression exponent, Expression f) {
  private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int SQRT_HALF = Float.floatToRawIntBits((float) Math.sqrt(0.5));
  private static final float SHIFT = 0x1.8p23f;
  private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);
  private static final int SIGNIFICAND_BITS = 23;
  private static final int SIGNIFICAND = (1 << SIGNIFICAND_BITS) - 1;

  /** What makes the smallest subnormal number normal. */
  private static final int EXTRA_BITS = 24;

  /** Of any positive number. */
  static Binade of(Expression u) {
    Expression subnormal = shiftRight(intSubtract(bits(u), whole(SMALLEST_NORMAL)), 31);
    Expression extra = and(subnormal, whole(EXTRA_BITS));
    Expression scale = fromBits(intAdd(whole(ONE), shiftLeft(extra, SIGNIFICAND_BITS)));
    return of(multiply(u, scale), intSubtract(whole(0), extra));
  }

  /**
   * Of a normal number.
   *
   * @param extra added to the exponent, an I32
   */
  static Binade of(Expression u, Expression extra) {
    Expression aboveRoot = intSubtract(bits(u), whole(SQRT_HALF));
    Expression k = intAdd(shiftRight(aboveRoot, SIGNIFICAND_BITS), extra);
    // To single precision by the low bits of a large number, since conversions do not vectorise.
    Expression shifted = fromBits(intAdd(k, whole(SHIFT_BITS)));
    Expression scaled = fromBits(intAdd(and(aboveRoot, whole(SIGNIFICAND)), whole(SQRT_HALF)));
    return new Binade(subtract(shifted, constant(SHIFT)), subtract(scaled, constant(1)));
  }
}
