package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/**
 * The logistic function 1 / (1 + e^t) as a fraction whose terms stay in range where it is
 * subnormal: {@code 2^−h / (2^−h + 2^(n−h)·w)} with {@code e^t = 2^n·w} and h about ¾·n where n is
 * positive, so that even the square of the denominator is in range.
 *
 * @param numerator 2^−h
 * @param decay 2^(n−h)·w
 * @param denominator their sum
 */
record Gate(Expression numerator, Expression decay, Expression denominator) {

  /**
   * 1 / (1 + e^t).
   *
   * @param t from −80 to 115
   */
  static Gate of(Expression t) {
    return of(t, constant(0));
  }

  /**
   * 1 / (1 + e^(t + low)).
   *
   * @param low below an ulp of t
   */
  static Gate of(Expression t, Expression low) {
    SplitExp e = SplitExp.of(t, low);
    SplitExp.Factors two = e.threeQuarters();
    Expression one = two.inverseOfFirst();
    Expression power = two.second();
    // What the sum loses is up to an ulp of the denominator (Dekker 1971).
    Expression sum = add(power, one);
    Expression lost = subtract(one, subtract(sum, power));
    return new Gate(one, fma(power, e.rest(), power), add(sum, fma(power, e.rest(), lost)));
  }

  /** x times this, also where this is subnormal and the product is not. */
  Expression times(Expression x) {
    return divide(multiply(x, numerator), denominator);
  }

  /**
   * The derivative of {@code x / (1 + e^t(x))}.
   *
   * @param slope −x·t′(x), finite
   */
  Expression derivative(Expression slope) {
    Expression bend = fma(slope, decay, denominator);
    return multiply(divide(bend, multiply(denominator, denominator)), numerator);
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
