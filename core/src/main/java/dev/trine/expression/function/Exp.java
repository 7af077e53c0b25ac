package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.round;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.toInt;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * e^x. Reduced by {@code x = n·ln 2 + r} with ln 2 in two parts (Cody and Waite 1980), e^r by a
 * minimax polynomial, and scaled by 2^n in two halves, so that results down to the subnormal ones
 * are rounded once.
 */
public record Exp() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.exp(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    // Beyond these limits e^x is 0 or infinite in single precision; NaN passes.
    Expression x = min(max(arguments.get(0), constant(-104)), constant(89));
    Expression n = round(multiply(x, constant(1 / Math.log(2))));
    Expression r = fma(n, constant(-0.693359375), x);
    r = fma(n, constant(2.12194440e-4), r);
    Expression power =
        polynomial(
            r,
            1.9875691500e-4,
            1.3981999507e-3,
            8.3334519073e-3,
            4.1665795894e-2,
            1.6666665459e-1,
            0.5);
    power = fma(power, multiply(r, r), r);
    Expression exponent = toInt(n);
    Expression half = shiftRight(exponent, 1);
    power = multiply(fma(power, constant(1), constant(1)), powerOfTwo(half));
    return multiply(power, powerOfTwo(intSubtract(exponent, half)));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return multiply(gradient, result);
  }

  /** 2^n for n from −126 to 127. */
  static Expression powerOfTwo(Expression n) {
    return fromBits(shiftLeft(intAdd(n, whole(127)), 23));
  }
}
