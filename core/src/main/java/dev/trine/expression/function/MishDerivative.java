package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.fma;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** The derivative of {@link Mish}: 0 at −∞, 1 at ∞. Within 5 ulp of the larger of its two terms. */
public record MishDerivative() implements Function {
  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return Gate.evaluateDerivative(x, Mish.argument(x), Mish.derivative(x));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = Mish.clamp(arguments.get(0));
    Mish.Bend bend = Mish.Bend.of(x);
    return bend.gate().derivative(fma(x, bend.share(), x));
  }
}
