package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/**
 * A power of e as {@code (2^n)²·(1 + rest)} with n whole and |ln(1 + rest)| ≤ ln 2: {@link
 * SplitExp} in steps of 4, so that one power of two is enough also where its square is no number.
 * {@code e^r − 1} is by a minimax polynomial whose error is 2^−28.7 of e^r ({@code minimax.py}).
 *
 * @param power 2^n
 * @param rest right to 2^−24, not also where it is small
 */
record SquaredExp(Expression power, Expression rest) {
  private static final double LN_4 = Math.log(4);

  /** 17 bits: times an n of 7 bits it is still a number. */
  private static final double LN_4_HIGH = Math.rint(LN_4 * 0x1p16) * 0x1p-16;

  /**
   * e^(x + low).
   *
   * @param x where n is from −126 to 127, or NaN, which makes {@link #rest} NaN
   * @param low at most about an ulp of x
   */
  static SquaredExp of(Expression x, Expression low) {
    Expression shifted = fma(x, constant(1 / LN_4), constant(SplitExp.SHIFT));
    Expression n = subtract(shifted, constant(SplitExp.SHIFT));
    Expression remainder = fma(n, constant(-LN_4_HIGH), x);
    Expression tail = fma(n, constant(LN_4_HIGH - LN_4), low);
    Expression r = add(remainder, tail);
    Expression curve =
        polynomial(
            r,
            2.4701205e-05,
            2.0080304e-04,
            1.3889407e-03,
            8.332718e-03,
            4.166669e-02,
            1.6666672e-01,
            0.5);
    Expression rest = add(remainder, fma(curve, multiply(r, r), tail));
    return new SquaredExp(SplitExp.powerOfTwo(bits(shifted)), rest);
  }
}
