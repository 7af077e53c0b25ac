package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;

import dev.trine.expression.Expression;

/**
 * The logistic function 1 / (1 + e^t), both terms of its denominator lowered by {@link
 * LoweredExp#UNIT}, so that they are numbers also where it is subnormal.
 *
 * @param decay e^t, lowered
 * @param denominator 1 + e^t, lowered
 */
record Gate(Expression decay, Expression denominator) {
  private static final Expression UNIT = constant(LoweredExp.UNIT);

  /**
   * 1 / (1 + e^t).
   *
   * @param e e^t for t from −55 to 115
   */
  static Gate of(LoweredExp e) {
    return new Gate(multiply(e.power(), e.mantissa()), fma(e.power(), e.mantissa(), UNIT));
  }

  /** This by itself. */
  Expression value() {
    return divide(UNIT, denominator);
  }

  /**
   * x times this, also where this is subnormal and the product is not.
   *
   * @param within x within the limits between which the product is neither 0 nor x
   * @param highest the upper one, a power of two
   */
  Expression times(Expression x, Expression within, double highest) {
    // Beyond it the quotient is highest / UNIT, and the product x without an error.
    Expression beyond = max(multiply(x, constant(LoweredExp.UNIT / highest)), UNIT);
    return multiply(divide(within, denominator), beyond);
  }

  /**
   * The derivative of {@code x / (1 + e^t(x))}.
   *
   * @param slope −x·t′(x), finite
   */
  Expression derivative(Expression slope) {
    Expression inverse = divide(constant(1), denominator);
    Expression bend = fma(slope, multiply(decay, inverse), constant(1));
    return multiply(multiply(bend, inverse), UNIT);
  }

  /** x within limits, NaN kept. */
  static Expression clamp(Expression x, double from, double to) {
    return min(max(x, constant(from)), constant(to));
  }

  /** {@code x·sigmoid(z)} in double precision; its limit is 0 where z is −∞. */
  static double evaluate(double x, double z) {
    double s = Sigmoid.of(z);
    return s == 0 ? -0.0 : x * s;
  }

  /**
   * Product and chain rule on {@code x·sigmoid(z(x))}, in double precision.
   *
   * @param inner z′(x)
   */
  static double evaluateDerivative(double x, double z, double inner) {
    double s = Sigmoid.of(z);
    double slope = s * Sigmoid.of(-z);
    return slope == 0 ? s : s + x * slope * inner;
  }
}
