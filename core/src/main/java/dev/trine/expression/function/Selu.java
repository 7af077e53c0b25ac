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
 * λ·x for x > 0, else λ·α·(e^x − 1), by which means and variances of layers keep near 0 and 1
 * (Klambauer et al. 2017, equation 2 and appendix A4.1.1); within 2 ulp.
 */
public record Selu() implements Function {
  /** λ */
  static final double SCALE = 1.0507009873554804934193349852946;

  /** λ·α: values are above −this. */
  static final double DEPTH = SCALE * 1.6732632423543772848170429916717;

  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    return x > 0 ? SCALE * x : DEPTH * Math.expm1(x);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression below = new ExpMinusOne().of(min(x, constant(0)));
    return fma(constant(SCALE), max(x, constant(0)), multiply(constant(DEPTH), below));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, new SeluDerivative().of(result));
  }
}
