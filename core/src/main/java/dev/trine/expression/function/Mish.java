package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
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
  private static final double HIGHEST = 30;

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
    return Bend.of(clamp(x)).gate().times(max(x, constant(LOWEST)));
  }

  /** x where the value is neither 0 nor x; beyond, the nearest such number. */
  static Expression clamp(Expression x) {
    return Gate.clamp(x, LOWEST, HIGHEST);
  }

  /**
   * The gate's decay, {@code e^−x·(1 − share)}.
   *
   * @param power e^−x, infinite where the share is 0
   * @param share 1 / (1 + 2·e^−x), by which the argument's derivative is above 1
   */
  record Bend(SquaredExp power, Expression share) {
    /**
     * That of an argument.
     *
     * @param x {@linkplain #clamp within limits}
     */
    static Bend of(Expression x) {
      SquaredExp power = SquaredExp.of(-1, x);
      Expression twice = multiply(multiply(power.power(), constant(2)), power.power());
      Expression mantissa = add(power.rest(), constant(1));
      Expression denominator = add(multiply(twice, mantissa), constant(1));
      return new Bend(power, divide(constant(1), denominator));
    }

    Gate gate() {
      Expression rest = power.rest();
      Expression bent = fma(negate(share), add(rest, constant(1)), rest);
      return Gate.of(new SquaredExp(power.power(), bent));
    }
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new MishDerivative().of(arguments.get(0)));
  }
}
