package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.min;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** λ where y > 0, else y + λ·α, for y = {@link Selu}(x); within 1 ulp of the larger term. */
public record SeluDerivative() implements Function {
  @Override
  public double evaluate(double... arguments) {
    double y = arguments[0];
    return y > 0 ? Selu.SCALE : y + Selu.DEPTH;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression y = arguments.get(0);
    return add(min(y, constant(0)), Positive.choose(y, Selu.SCALE, Selu.DEPTH));
  }
}
