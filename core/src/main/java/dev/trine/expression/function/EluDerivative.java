package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.min;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * 1 where y > 0, else y + α, for y = {@link Elu}(x).
 *
 * @param alpha above 0
 */
public record EluDerivative(double alpha) implements Function {
  public EluDerivative {
    alpha = Positive.require("alpha of an ELU", alpha);
  }

  @Override
  public double evaluate(double... arguments) {
    double y = arguments[0];
    return y > 0 ? 1 : y + alpha;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression y = arguments.get(0);
    Expression atZero = alpha == 1 ? constant(1) : Positive.choose(y, 1, alpha);
    return add(min(y, constant(0)), atZero);
  }
}
