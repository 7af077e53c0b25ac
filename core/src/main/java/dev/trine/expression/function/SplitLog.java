package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;

import dev.trine.expression.Expression;

/**
 * ln u of a {@link Binade}: ln(1 + f) is by a minimax polynomial with relative error 2^−26.3
 * ({@code minimax.py}).
 */
final class SplitLog {
  private static final double LN_2 = Math.log(2);
  private static final double LN_2_HIGH = (float) LN_2;

  private SplitLog() {}

  /**
   * ln(u) + low; a finite number where u is none, or negative.
   *
   * @param low at most about an ulp of u, by u
   */
  static Expression of(Binade binade, Expression low) {
    Expression exponent = binade.exponent();
    Expression f = binade.f();
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
