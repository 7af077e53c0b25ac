package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * x for x > 0, else α·(e^x − 1) (Clevert et al. 2016); within 2 ulp.
 *
 * @param alpha above 0, so that the value tells the sign of x; rounded to single precision
 */
public record Elu(double alpha) implements Function {
  public Elu {
    alpha = Positive.require("alpha of an ELU", alpha);
  }

  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression below = new ExpMinusOne().of(min(x, constant(0)));
    return add(max(x, constant(0)), alpha == 1 ? below : multiply(constant(alpha), below));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new EluDerivative(alpha).of(result));
  }
}
