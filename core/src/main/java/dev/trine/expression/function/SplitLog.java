package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;

/**
 * ln u of a normal number: {@code u = 2^k·(1 + f)} with 1 + f from √½ to √2, and ln(1 + f) by a
 * minimax polynomial with relative error 2^−26.3 ({@code minimax.py}).
 */
final class SplitLog {
  private static final double LN_2 = Math.log(2);
  private static final double LN_2_HIGH = (float) LN_2;
  private static final int SQRT_HALF = Float.floatToRawIntBits((float) Math.sqrt(0.5));
  private static final float SHIFT = 0x1.8p23f;
  private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);
  private static final int SIGNIFICAND_BITS = 23;
  private static final int SIGNIFICAND = (1 << SIGNIFICAND_BITS) - 1;

  private SplitLog() {}

  /**
   * ln(u) + low; a finite number where u is none, or negative.
   *
   * @param extra added to k, an I32
   * @param low at most about an ulp of u, by u
   */
  static Expression of(Expression u, Expression extra, Expression low) {
    Expression aboveRoot = intSubtract(bits(u), whole(SQRT_HALF));
    Expression k = intAdd(shiftRight(aboveRoot, SIGNIFICAND_BITS), extra);
    // To single precision by the low bits of a large number, since conversions do not vectorise.
    Expression shifted = fromBits(intAdd(k, whole(SHIFT_BITS)));
    Expression exponent = subtract(shifted, constant(SHIFT));
    Expression scaled = fromBits(intAdd(and(aboveRoot, whole(SIGNIFICAND)), whole(SQRT_HALF)));
    Expression f = subtract(scaled, constant(1));
    Expression power =
        polynomial(
            f,
            6.422624e-02,
            -1.1334975e-01,
            1.1855781e-01,
            -1.2447265e-01,
            1.422726e-01,
            -1.6667116e-01,
            2.000182e-01,
            -2.4999994e-01,
            3.3333313e-01,
            -0.5);
    Expression tail = fma(exponent, constant(LN_2 - LN_2_HIGH), low);
    Expression ofScaled = add(f, fma(power, multiply(f, f), tail));
    return fma(exponent, constant(LN_2_HIGH), ofScaled);
  }
}
