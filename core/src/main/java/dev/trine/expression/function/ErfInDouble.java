package dev.trine.expression.function;

/** The error function in double precision. */
final class ErfInDouble {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  private static final double SERIES_LIMIT = 2.5;
  private static final int LEVELS = 60;

  private ErfInDouble() {}

  static double of(double x) {
    double size = Math.abs(x);
    double value = size < SERIES_LIMIT ? series(size) : 1 - complement(size);
    return Math.copySign(value, x);
  }

  /** Abramowitz and Stegun 7.1.6, whose terms are all positive. */
  private static double series(double x) {
    double term = x;
    double sum = 0;
    for (int n = 1; sum + term != sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 1);
    }
    return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
  }

  /** Abramowitz and Stegun 7.1.14, a continued fraction. */
  private static double complement(double x) {
    double tail = 0;
    for (int k = LEVELS; k >= 1; k--) {
      tail = k / 2.0 / (x + tail);
    }
    return TWO_OVER_SQRT_PI / 2 * Math.exp(-x * x) / (x + tail);
  }
}
