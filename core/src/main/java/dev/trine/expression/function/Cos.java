package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** cos x for |x| ≤ 2^22, NaN beyond; within 2 ulp. */
public record Cos() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.cos(SplitAngle.within(arguments[0]));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    return SplitAngle.of(arguments.get(0)).sine(1);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return negate(multiply(gradient, new Sin().of(arguments.get(0))));
  }
}
