package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** 1 / (1 + e^−x), the logistic function; within 3 ulp and monotone. */
public record Sigmoid() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return of(arguments[0]);
  }

  static double of(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = Gate.clamp(arguments.get(0), -105, 30);
    return Gate.of(LoweredExp.ofNegative(x)).value();
  }

  /** dy·y·(1 − y) */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(multiply(gradient, result), subtract(constant(1), result));
  }
}
