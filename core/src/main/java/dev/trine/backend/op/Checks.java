package dev.trine.backend.op;

/** Ranges of hyperparameters. */
final class Checks {
  private Checks() {}

  static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s is %s, expected at least 0 and below 1".formatted(name, value));
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s is %s, expected a finite number of at least 0".formatted(name, value));
    }
  }
}
