package dev.trine.expression.function;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * 1 where y > 0, else the slope, for y = {@link LeakyRelu}(x).
 *
 * @param slope above 0
 */
public record LeakyReluDerivative(double slope) implements Function {
  public LeakyReluDerivative {
    slope = Positive.require("slope of a leaky ReLU", slope);
  }

  @Override
  public double evaluate(double... arguments) {
    double y = arguments[0];
    return Double.isNaN(y) ? y : y > 0 ? 1 : slope;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    return Positive.choose(arguments.get(0), 1, slope);
  }
}
