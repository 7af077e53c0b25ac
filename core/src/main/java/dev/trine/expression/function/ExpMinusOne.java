package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** e^x − 1, right also near 0; within 2 ulp and monotone; −0 is kept. */
public record ExpMinusOne() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.expm1(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    // From −18 down it is −1, from 89 up infinite.
    SplitExp e = SplitExp.of(min(max(x, constant(-18)), constant(89)));
    // 2^n·(1 + rest) − 1 in two factors, since 2^128 is not a number.
    SplitExp.Factors two = e.halves();
    Expression powerMinusOne = subtract(two.first(), two.inverseOfSecond());
    Expression scaled = fma(two.first(), e.rest(), powerMinusOne);
    return Sign.copy(x, multiply(scaled, two.second()));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, add(result, constant(1)));
  }
}
