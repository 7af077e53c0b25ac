package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.polynomial;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * The error function, as {@code 1 − e^−u} with u = −ln(1 − erf |x|) by a minimax polynomial (error
 * 2^−31, {@code minimax.py}) and the sign of x. Within 2 ulp; −0 is kept.
 */
public record Erf() implements Function {
  private static final double SLOPE = (float) (2 / Math.sqrt(Math.PI));

  @Override
  public double evaluate(double... arguments) {
    return ErfInDouble.of(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    // From 4 up it is 1.
    Expression size = min(abs(x), constant(4));
    Expression beyond =
        polynomial(
            size,
            1.10693385e-07,
            -6.267653e-08,
            -1.5429521e-05,
            1.5234972e-04,
            -7.178618e-04,
            1.77853e-03,
            -2.4175613e-04,
            -1.912114e-02,
            1.027718e-01,
            6.366198e-01,
            -5.9086734e-08);
    Expression u = fma(size, constant(SLOPE), multiply(size, beyond));
    return Sign.copy(x, negate(new ExpMinusOne().of(negate(u))));
  }

  /** dy · 2/√π · e^−x² */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    Expression x = arguments.get(0);
    Expression bell = new Exp().of(negate(multiply(x, x)));
    return multiply(gradient, multiply(constant(2 / Math.sqrt(Math.PI)), bell));
  }
}
