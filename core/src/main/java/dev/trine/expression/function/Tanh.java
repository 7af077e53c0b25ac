package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * The hyperbolic tangent, as {@code s / (|s| + gap)} with {@code gap = |s|·(coth |x| − 1)}, whose
 * errors fade with it where the value nears 1. Within 2.5 ulp and never beyond ±1, which it is from
 * 9.02 on; −0 is kept. A neighbour may be an ulp on the wrong side.
 *
 * <p>{@code s = x·(1 + (x/π)²)·(1 + (x/2π)²)} takes away the first two pairs of the poles that the
 * hyperbolic cotangent has on the imaginary axis. What is left is smooth, and its fourth root even
 * more so: {@code gap = (1 − h)⁴} with h by a minimax polynomial of |x| whose error, seen in the
 * result, is 2^−28.2 ({@code minimax.py}). There are no powers of two, whose bits would have to be
 * made.
 */
public record Tanh() implements Function {
  /** From here up it is 1. */
  private static final double HIGHEST = 9.02;

  @Override
  public double evaluate(double... arguments) {
    return Math.tanh(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = Gate.clamp(arguments.get(0), -HIGHEST, HIGHEST);
    Expression square = multiply(x, x);
    Expression cubic = fma(square, constant(2.5664957e-03), constant(1.2665148e-01));
    Expression s = fma(multiply(x, square), cubic, x);
    Expression size = abs(x);
    Expression h =
        multiply(
            size,
            polynomial(
                size,
                3.3140974e-08,
                -7.283233e-07,
                1.4992013e-06,
                7.3719566e-05,
                1.0359746e-04,
                -2.124628e-02,
                0.25));
    // (1 − h)² is 1 − g; kept is what it lacks of 1, which is small where x is.
    Expression g = multiply(h, subtract(constant(2), h));
    Expression sum = add(constant(1), fma(g, subtract(g, constant(2)), abs(s)));
    return divide(s, sum);
  }

  /** dy·(1 − y²) */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, fma(negate(result), result, constant(1)));
  }
}
