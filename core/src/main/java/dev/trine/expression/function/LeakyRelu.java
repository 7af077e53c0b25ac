package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * x for x > 0, else slope·x (Maas et al. 2013).
 *
 * @param slope above 0, so that the value tells the sign of x; rounded to single precision
 */
public record LeakyRelu(double slope) implements Function {
  public LeakyRelu {
    slope = Positive.require("slope of a leaky ReLU", slope);
  }

  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return x > 0 ? x : slope * x;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    return fma(constant(slope), min(x, constant(0)), max(x, constant(0)));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new LeakyReluDerivative(slope).of(result));
  }
}
