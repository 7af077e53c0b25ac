package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** e^x, within 1 ulp and monotone. Subnormal values are rounded once more. */
public record Exp() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.exp(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    // Beyond these limits e^x is 0 or infinite in single precision; NaN passes.
    SplitExp e = SplitExp.of(min(max(arguments.get(0), constant(-105)), constant(89)));
    SplitExp.Factors two = e.halves();
    return multiply(multiply(add(e.rest(), constant(1)), two.first()), two.second());
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, result);
  }
}
