package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** sin x for |x| ≤ 2^22, NaN beyond; within 2 ulp; −0 is kept. */
public record Sin() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.sin(SplitAngle.within(arguments[0]));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    return SplitAngle.of(arguments.get(0)).sine(0);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new Cos().of(arguments.get(0)));
  }
}
