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
 * subnormal: {@code a / (a + a·e^t)}. Even the square of the denominator is in range.
 *
 * @param numerator a: 1 where t is below 32, 2^−100 beyond
 * @param decay a·e^t
 * @param denominator their sum
 */
record Gate(Expression numerator, Expression decay, Expression denominator) {
  /**
   * 1 / (1 + e^t).
   *
   * @param e e^t for t from −80 to 120
   */
  static Gate of(SquaredExp e) {
    Expression power = e.power();
    // 1 is lost in a power above 2^23.
    Expression kept = subtract(add(power, constant(1)), power);
    Expression a = add(kept, constant(0x1p-100));
    // a·power first, so that the next factor finds it small. Such products are fused with nothing
    // because the compiler of Java 17 does not vectorise loops in which plain ones share a factor.
    Expression scaled = multiply(fma(a, power, constant(0)), power);
    // What the sum loses is up to an ulp of the denominator (Dekker 1971).
    Expression sum = add(scaled, a);
    Expression lost = subtract(a, subtract(sum, scaled));
    return new Gate(a, fma(scaled, e.rest(), scaled), add(sum, fma(scaled, e.rest(), lost)));
  }

  /** x times this, also where this is subnormal and the product is not. */
  Expression times(Expression x) {
    // −0 is what leaves every product as it is.
    return divide(fma(x, numerator, constant(-0.0)), denominator);
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
