package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Values that differ by rounding alone. */
final class Closeness {
  private static final double BOUND = 1e-5;

  private Closeness() {}

  static void assertClose(float[] expected, float[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - actual[i]) / largest;
      String message = "%s[%s] is %s, expected %s".formatted(what, i, actual[i], expected[i]);
      assertTrue(error <= BOUND, message);
    }
  }
}
