package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/**
 * ln u of a positive number as {@code high + low}, right to about 2^−36 of itself: for what is
 * multiplied and then raised to a power of e, where the error of an exponent is that of the power.
 *
 * <p>With {@code u = 2^k·(1 + f)} and {@code s = 2f/(2 + f)}, {@code ln(1 + f) = s + s³·(1/12 +
 * s²·p(s²))}, p a minimax polynomial of relative error 2^−43.7 ({@code minimax.py}). What one
 * operation rounds away the next adds to the low parts (Dekker 1971).
 *
 * @param high finite numbers where u is none
 */
record LogInTwo(Expression high, Expression low) {
  private static final double LN_2 = Math.log(2);

  /** Of 16 bits, so that its product with k is exact. */
  private static final double LN_2_HIGH = Math.rint(LN_2 * 0x1p16) * 0x1p-16;

  private static final double TWELFTH = 1.0 / 12;
  private static final double TWELFTH_HIGH = (float) TWELFTH;

  static LogInTwo of(Expression u) {
    Binade binade = Binade.of(u);
    Expression f = binade.f();
    LogInTwo s = quotient(add(f, f), f);
    LogInTwo z = product(s, s);
    Expression rest = polynomial(z.high, 9.549036e-05, 4.3319783e-04, 2.2321853e-03, 1.2499999e-02);
    LogInTwo factor =
        sum(
            constant(TWELFTH_HIGH),
            fma(rest, z.high, constant(TWELFTH - TWELFTH_HIGH)),
            constant(0));
    LogInTwo cubic = product(s, product(z, factor));
    LogInTwo ofScaled = sum(s.high, cubic.high, add(s.low, cubic.low));
    Expression k = binade.exponent();
    return sum(
        multiply(k, constant(LN_2_HIGH)),
        ofScaled.high,
        fma(k, constant(LN_2 - LN_2_HIGH), ofScaled.low));
  }

  /** {@code twice / (2 + f)}. */
  private static LogInTwo quotient(Expression twice, Expression f) {
    Expression two = constant(2);
    Expression divisor = add(two, f);
    Expression lost = subtract(f, subtract(divisor, two));
    Expression high = divide(twice, divisor);
    Expression remainder = fma(negate(high), lost, fma(negate(high), divisor, twice));
    return new LogInTwo(high, divide(remainder, divisor));
  }

  private static LogInTwo product(LogInTwo a, LogInTwo b) {
    Expression high = multiply(a.high, b.high);
    Expression lost = fma(a.high, b.high, negate(high));
    return new LogInTwo(high, add(lost, fma(a.high, b.low, multiply(a.low, b.high))));
  }

  /**
   * {@code a + b + low}.
   *
   * @param a 0, or of a magnitude not below that of b
   */
  private static LogInTwo sum(Expression a, Expression b, Expression low) {
    Expression high = add(a, b);
    return new LogInTwo(high, add(subtract(b, subtract(high, a)), low));
  }
}
