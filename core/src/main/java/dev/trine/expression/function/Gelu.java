package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * The tanh form of x·Φ(x) (Hendrycks and Gimpel 2016, section 2), x/2 · (1 + tanh(√(2/π)·(x +
 * 0.044715·x³))), computed as {@code x·sigmoid(−t)}, in which nothing cancels. Within 3 ulp.
 */
public record Gelu() implements Function {
  /** From here down the value is 0. */
  private static final double LOWEST = -11;

  /** From here up it is x. */
  private static final double HIGHEST = 8;

  private static final double LINEAR = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBIC = LINEAR * 0.044715;

  /** What x² is added to where the cubic coefficient is taken out. */
  private static final double RATIO = 1 / 0.044715;

  // Few enough bits that its difference from the sum with x² is exact.
  private static final double RATIO_HIGH = Math.rint(RATIO * 0x1p17) * 0x1p-17;

  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return Gate.evaluate(x, argument(x));
  }

  /** What the sigmoid is of. */
  static double argument(double x) {
    return LINEAR * x + CUBIC * x * x * x;
  }

  /** Its derivative times x, in single precision. */
  static Expression slope(Expression x) {
    return multiply(x, fma(multiply(x, x), constant(3 * CUBIC), constant(LINEAR)));
  }

  static double derivative(double x) {
    return LINEAR + 3 * CUBIC * x * x;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression within = clamp(x);
    return gate(within).times(x, within, HIGHEST);
  }

  /**
   * The argument reaches 100, and its absolute error is the relative one of the result: so it is
   * computed to twice the precision, as {@code CUBIC·x·(factor + low)}.
   *
   * @param x {@linkplain #clamp within limits}
   */
  static Gate gate(Expression x) {
    Expression factor = fma(x, x, constant(RATIO_HIGH));
    Expression square = subtract(factor, constant(RATIO_HIGH));
    Expression low = add(fma(x, x, negate(square)), constant(RATIO - RATIO_HIGH));
    return Gate.of(LoweredExp.ofProduct(-CUBIC, x, factor, low));
  }

  /** x where the value is neither 0 nor x; beyond, the nearest such number. */
  static Expression clamp(Expression x) {
    return Gate.clamp(x, LOWEST, HIGHEST);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new GeluDerivative().of(arguments.get(0)));
  }
}
