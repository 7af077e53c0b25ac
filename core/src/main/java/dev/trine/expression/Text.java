package dev.trine.expression;

import java.util.List;
import java.util.stream.Collectors;

/** How expressions are written, and what is said of wrong ones. */
final class Text {
  private Text() {}

  static String inBrackets(List<Expression> arguments) {
    return arguments.stream().map(Expression::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  static void checkArity(String name, int expected, int found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "%s takes %s arguments, not %s".formatted(name, expected, found));
    }
  }

  /** An infinity that a formula asks for is one; a number that becomes one is not what it says. */
  static void checkRange(String name, double value) {
    if (Double.isFinite(value) && Float.isInfinite((float) value)) {
      throw new IllegalArgumentException(
          "%s is %s, expected a magnitude of at most %s, the limit of 32-bit floats"
              .formatted(name, value, Float.MAX_VALUE));
    }
  }
}
