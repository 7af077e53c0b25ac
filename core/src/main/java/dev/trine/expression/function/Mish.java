package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * x·tanh(ln(1 + e^x)) (Misra 2019), computed as {@code x·sigmoid(x + ln(1 + e^x/2))}, which is the
 * same and in which nothing cancels. Within 3 ulp.
 */
public record Mish() implements Function {
  /** From here down the value is 0. */
  private static final double LOWEST = -110;

  /** From here up it is x. */
  private static final double HIGHEST = 32;

  @Override
  public double evaluate(double... arguments) {
    return Gate.evaluate(arguments[0], argument(arguments[0]));
  }

  /** What the sigmoid is of. */
  static double argument(double x) {
    return x + Math.log1p(Math.exp(x) / 2);
  }

  /** Its derivative. */
  static double derivative(double x) {
    return 1 + 1 / (1 + 2 * Math.exp(-x));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression within = clamp(x);
    return Bend.of(within).gate().times(x, within, HIGHEST);
  }

  /** x where the value is neither 0 nor x; beyond, the nearest such number. */
  static Expression clamp(Expression x) {
    return Gate.clamp(x, LOWEST, HIGHEST);
  }

  /**
   * The gate's decay, {@code e^−x·(1 − share)}.
   *
   * @param power e^−x
   * @param share 1 / (1 + 2·e^−x), by which the argument's derivative is above 1
   */
  record Bend(LoweredExp power, Expression share) {
    /**
     * That of an argument.
     *
     * @param x {@linkplain #clamp within limits}
     */
    static Bend of(Expression x) {
      LoweredExp power = LoweredExp.ofNegative(x);
      Expression twice = multiply(power.power(), constant(2));
      Expression unit = constant(LoweredExp.UNIT);
      return new Bend(power, divide(unit, fma(twice, power.mantissa(), unit)));
    }

    Gate gate() {
      Expression mantissa = power.mantissa();
      return Gate.of(new LoweredExp(power.power(), fma(negate(share), mantissa, mantissa)));
    }
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new MishDerivative().of(arguments.get(0)));
  }
}
