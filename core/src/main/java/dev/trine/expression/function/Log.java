package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** ln x, within 1 ulp and monotone; −∞ at ±0, NaN below. Subnormal x are as good as others. */
public record Log() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.log(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression value = SplitLog.of(Binade.of(x), constant(0));
    return Domain.logarithm(x, value);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return divide(gradient, arguments.get(0));
  }
}
