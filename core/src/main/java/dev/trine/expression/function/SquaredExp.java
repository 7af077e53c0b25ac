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

  /** Times an n of 7 bits it is still a number. */
  private static final int BITS_OF_STEP = 17;

  /**
   * e^(scale·x).
   *
   * @param x where n is from −126 to 127, or NaN, which makes {@link #rest} NaN
   */
  static SquaredExp of(double scale, Expression x) {
    Steps steps = Steps.of(scale, x);
    Expression high = fma(steps.n, constant(-steps.high), x);
    return steps.power(high, multiply(steps.n, constant(-steps.low)));
  }

  /**
   * e^(scale·x·(factor + low)), where the product may be large.
   *
   * @param low at most about an ulp of the factor
   */
  static SquaredExp ofProduct(double scale, Expression x, Expression factor, Expression low) {
    Steps steps = Steps.of(scale, multiply(x, factor));
    Expression high = fma(x, factor, multiply(steps.n, constant(-steps.high)));
    return steps.power(high, fma(steps.n, constant(-steps.low), multiply(x, low)));
  }

  /**
   * How often a step, which makes the power 4 times as large, fits into an argument.
   *
   * @param scale what the argument is multiplied by
   * @param high the step without its last bits
   * @param low the rest of it
   */
  private record Steps(double scale, double high, double low, Expression shifted, Expression n) {
    static Steps of(double scale, Expression x) {
      double step = LN_4 / scale;
      double unit = Math.scalb(1, Math.getExponent(step) + 1 - BITS_OF_STEP);
      double high = Math.rint(step / unit) * unit;
      Expression shifted = fma(x, constant(1 / step), constant(SplitExp.SHIFT));
      Expression n = subtract(shifted, constant(SplitExp.SHIFT));
      return new Steps(scale, high, step - high, shifted, n);
    }

    /** What high and tail, the remainder of the argument, leave of the power. */
    SquaredExp power(Expression remainder, Expression tail) {
      Expression r = multiply(add(remainder, tail), constant(scale));
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
      Expression correction = fma(curve, multiply(r, r), multiply(tail, constant(scale)));
      return new SquaredExp(
          SplitExp.powerOfTwo(bits(shifted)), fma(remainder, constant(scale), correction));
    }
  }
}
