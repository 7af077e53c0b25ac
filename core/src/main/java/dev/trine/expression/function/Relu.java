package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.max;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** max(x, 0), with derivative 0 at 0 (Nair and Hinton 2010). */
public record Relu() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.max(arguments[0], 0);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    return max(arguments.get(0), constant(0));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return new ReluGradient().of(result, gradient);
  }
}
