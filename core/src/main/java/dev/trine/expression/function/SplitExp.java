package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;

/**
 * e^x as {@code 2^n·(1 + rest)} with n whole and |ln(1 + rest)| ≤ ln 2 / 2: what every function
 * made of exponentials begins with (Cody and Waite 1980). {@code x = n·ln 2 + r}, ln 2 in two
 * parts, and e^r − 1 by a minimax polynomial whose relative error is 2^−29.7 ({@code minimax.py}).
 *
 * <p>There is no selection, rounding or conversion in it, so that loops over it vectorise
 * everywhere: 1.5·2^23 added rounds to a whole number, which is then in the low bits.
 *
 * @param shifted 1.5·2^23 + n
 * @param rest e^r − 1, right to 0.9 ulp; −0 is not kept
 */
record SplitExp(Expression shifted, Expression rest) {
  private static final double LN_2 = Math.log(2);
  private static final double LN_2_HIGH = (float) LN_2;

  /** Added, it rounds to a whole number. */
  static final double SHIFT = 0x1.8p23;

  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int SIGNIFICAND_BITS = 23;

  /**
   * @param x from −2^15 to 2^15, or NaN, which makes {@link #rest} NaN
   */
  static SplitExp of(Expression x) {
    Expression shifted = fma(x, constant(1 / LN_2), constant(SHIFT));
    Expression n = subtract(shifted, constant(SHIFT));
    // Exact, since both are multiples of an ulp of x or of ln 2 and their difference is small.
    Expression high = fma(n, constant(-LN_2_HIGH), x);
    Expression tail = multiply(n, constant(LN_2_HIGH - LN_2));
    Expression r = add(high, tail);
    Expression power =
        polynomial(
            r, 1.9714562e-04, 1.3922551e-03, 8.333595e-03, 4.1666593e-02, 1.6666666e-01, 0.5);
    return new SplitExp(shifted, add(high, fma(power, multiply(r, r), tail)));
  }

  /** 2^n with h = ⌊n/2⌋, for n from −252 to 254. */
  Factors halves() {
    Expression n = bits(shifted);
    return new Factors(n, shiftRight(n, 1));
  }

  /**
   * 2^n as 2^h·2^(n−h), where it is no number by itself.
   *
   * @param n I32, in the low bits
   * @param h I32, in the low bits
   */
  record Factors(Expression n, Expression h) {
    Expression first() {
      return powerOfTwo(h);
    }

    Expression second() {
      return powerOfTwo(intSubtract(n, h));
    }

    Expression inverseOfSecond() {
      return inversePowerOfTwo(intSubtract(n, h));
    }
  }

  /** The higher bits of 1.5·2^23 + n are shifted out. */
  static Expression powerOfTwo(Expression n) {
    return powerOfTwo(n, 1);
  }

  /**
   * 2^n times a unit, which is a power of two, so that only their product has to be a number.
   *
   * @param n I32, in the low bits
   */
  static Expression powerOfTwo(Expression n, double unit) {
    int bits = Float.floatToRawIntBits((float) unit);
    return fromBits(intAdd(shiftLeft(n, SIGNIFICAND_BITS), whole(bits)));
  }

  private static Expression inversePowerOfTwo(Expression n) {
    return fromBits(intSubtract(whole(ONE), shiftLeft(n, SIGNIFICAND_BITS)));
  }
}
