package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * The hyperbolic tangent, {@code (1 − e^−2|x|) / (1 + e^−2|x|)} with the sign of x. Within 2 ulp
 * and monotone, since the numerator only grows and the denominator only falls. 1 is subtracted from
 * the power of two, so that nothing is lost near 0; −0 is kept.
 */
public record Tanh() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.tanh(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    // From 10 up it is 1.
    SplitExp e = SplitExp.of(multiply(min(abs(x), constant(10)), constant(-2)));
    Expression power = e.power();
    Expression numerator = fma(negate(power), e.rest(), subtract(constant(1), power));
    Expression denominator = fma(power, e.rest(), add(constant(1), power));
    return Sign.copy(x, divide(numerator, denominator));
  }

  /** dy·(1 − y²) */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, fma(negate(result), result, constant(1)));
  }
}
