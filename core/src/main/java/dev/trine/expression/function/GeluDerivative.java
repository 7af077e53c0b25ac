package dev.trine.expression.function;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** The derivative of {@link Gelu}: 0 at −∞, 1 at ∞. Within 6 ulp of the larger of its two terms. */
public record GeluDerivative() implements Function {
  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return Gate.evaluateDerivative(x, Gelu.argument(x), Gelu.derivative(x));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = Gelu.clamp(arguments.get(0));
    return Gelu.gate(x).derivative(Gelu.slope(x));
  }
}
