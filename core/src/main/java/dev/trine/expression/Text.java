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
          "%s takes %d arguments, not %d".formatted(name, expected, found));
    }
  }
}
