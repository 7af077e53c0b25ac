package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/** What depends on whether a number is positive. */
final class Positive {
  private Positive() {}

  /** One constant where y > 0, another elsewhere; exact; NaN is kept. */
  static Expression choose(Expression y, double ifPositive, double otherwise) {
    // Two factors make the smallest subnormal number larger than 1.
    Expression grown = multiply(multiply(y, constant(0x1p75)), constant(0x1p75));
    Expression one = min(max(grown, constant(0)), constant(1));
    Expression other = subtract(constant(1), one);
    return fma(constant(ifPositive), one, multiply(constant(otherwise), other));
  }

  /**
   * The value in single precision.
   *
   * @throws IllegalArgumentException if it is not a positive number there
   */
  static double require(String name, double value) {
    float single = (float) value;
    if (!(single > 0 && single < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The %s is %s, expected a positive number; for 0 use a ReLU".formatted(name, value));
    }
    return single;
  }
}
