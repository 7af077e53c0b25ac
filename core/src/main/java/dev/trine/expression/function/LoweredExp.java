package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/**
 * {@code UNIT·e^t} as {@code power·mantissa}: {@link SplitExp} for powers of e the largest of which
 * are no numbers, but are with so small a unit. With {@code t = scale·u} and {@code u = n·(ln 2 /
 * scale) + r}, the mantissa is {@code 1 + scale·(r + r²·p(r))} with a minimax polynomial p; its
 * error is 2^−28 ({@code minimax.py}).
 *
 * @param power 2^n times the unit
 * @param mantissa from √½ to √2, right to an ulp
 */
record LoweredExp(Expression power, Expression mantissa) {
  /** Little enough for e^115, and enough for e^−55. */
  static final double UNIT = 0x1p-40;

  private static final double LN_2 = Math.log(2);

  /** Times an n of 8 bits it is still a number. */
  private static final int BITS_OF_STEP = 16;

  /** Of (e^r − 1 − r) / r², the lowest power first. */
  private static final double[] CURVE = {
    0.5, 1.6666533e-01, 4.166722e-02, 8.367601e-03, 1.3866001e-03
  };

  /**
   * Of e^−x.
   *
   * @param x from −115 to 55, or NaN, which makes the mantissa NaN
   */
  static LoweredExp ofNegative(Expression x) {
    Step step = Step.of(-1);
    Expression shifted = fma(x, step.inverse(), constant(SplitExp.SHIFT));
    Expression n = subtract(shifted, constant(SplitExp.SHIFT));
    return step.power(shifted, step.rest(n, fma(n, constant(-step.high), x)));
  }

  /**
   * Of e^(scale·x·(factor + low)), where the product may be large.
   *
   * @param low at most about an ulp of the factor
   */
  static LoweredExp ofProduct(double scale, Expression x, Expression factor, Expression low) {
    Step step = Step.of(scale);
    Expression shifted = fma(multiply(x, step.inverse()), factor, constant(SplitExp.SHIFT));
    Expression n = subtract(shifted, constant(SplitExp.SHIFT));
    Expression high = fma(x, factor, multiply(n, constant(-step.high)));
    return step.power(shifted, step.rest(n, fma(x, low, high)));
  }

  /**
   * By how much u grows while the power doubles, ln 2 / scale.
   *
   * @param high it without its last bits
   * @param low the rest of it
   */
  private record Step(double scale, double high, double low) {
    static Step of(double scale) {
      double length = LN_2 / scale;
      double unit = Math.scalb(1, Math.getExponent(length) + 1 - BITS_OF_STEP);
      double high = Math.rint(length / unit) * unit;
      return new Step(scale, high, length - high);
    }

    Expression inverse() {
      return constant(1 / (high + low));
    }

    /** r, of u without {@code n·high}. */
    Expression rest(Expression n, Expression u) {
      return fma(n, constant(-low), u);
    }

    /** That of n, which is in the low bits, and of r. */
    LoweredExp power(Expression n, Expression r) {
      Expression square = multiply(r, r);
      // By Estrin's scheme, whose products wait less for each other than those of Horner's rule.
      Expression end = fma(coefficient(4), square, fma(coefficient(3), r, coefficient(2)));
      Expression curve = fma(end, square, fma(coefficient(1), r, coefficient(0)));
      // Rounded where it is small, and only once more with 1.
      Expression rest = fma(curve, square, r);
      Expression mantissa = fma(rest, constant(scale), constant(1));
      return new LoweredExp(SplitExp.powerOfTwo(bits(n), UNIT), mantissa);
    }

    private Expression coefficient(int i) {
      return constant(CURVE[i] * Math.pow(scale, i + 1));
    }
  }
}
