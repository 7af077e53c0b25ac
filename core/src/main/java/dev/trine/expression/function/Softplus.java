package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** ln(1 + e^x) (Dugas et al. 2001), without overflow; within 2 ulp. */
public record Softplus() implements Function {
  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression rest = LogOnePlus.within(new Exp().of(negate(abs(x))));
    return add(max(x, constant(0)), rest);
  }

  /** dy·(1 − e^−y) */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, negate(new ExpMinusOne().of(negate(result))));
  }
}
