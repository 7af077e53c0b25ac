package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** x / (1 + e^−x) (Elfwing et al. 2018); within 3 ulp. */
public record Silu() implements Function {
  /** From here down the value is 0. */
  private static final double LOWEST = -110;

  /** From here up it is x. */
  private static final double HIGHEST = 32;

  @Override
  public double evaluate(double... arguments) {
    return Gate.evaluate(arguments[0], arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression within = clamp(x);
    return Gate.of(LoweredExp.ofNegative(within)).times(x, within, HIGHEST);
  }

  /** x where the value is neither 0 nor x; beyond, the nearest such number. */
  static Expression clamp(Expression x) {
    return Gate.clamp(x, LOWEST, HIGHEST);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new SiluDerivative().of(arguments.get(0)));
  }
}
