package dev.trine.expression.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The definitions against values that {@code known_functions.py} computed to 200 digits. */
class KnownFunctionsTest {
  /** A tenth of the smallest float: below, all values are as good as 0. */
  private static final double NOTHING = 1e-46;

  @Test
  void definitionsAreRight() throws IOException {
    String text;
    try (InputStream file = KnownFunctionsTest.class.getResourceAsStream("known_functions.csv")) {
      text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    String[] lines = text.split("\n");
    assertTrue(lines.length > 1000);
    for (String line : lines) {
      String[] cells = line.split(",");
      double x = Double.parseDouble(cells[1]);
      double expected = Double.parseDouble(cells[2]);
      double found = function(cells[0]).function().evaluate(x);
      double tolerance = Double.isInfinite(expected) ? 0 : 1e-13 * Math.abs(expected) + NOTHING;
      assertEquals(expected, found, tolerance, line);
    }
  }

  /** The first of a name, which is that with the usual parameter. */
  private static FunctionCase function(String name) {
    return FunctionCase.ALL.stream()
        .filter(function -> function.function().getClass().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
