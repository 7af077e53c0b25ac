package dev.trine.expression.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Pullback;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
  private static final double ULPS = 2;

  private static final Expression X = Arithmetic.load(0);
  private static final Expression Y = Arithmetic.load(1);
  private static final Expression POWER = Functions.power(X, Y);

  private final SinglePrecision tree = new SinglePrecision(Listing.of(List.of(POWER)));

  private float power(float x, float y) {
    int[] loads = {Float.floatToRawIntBits(x), Float.floatToRawIntBits(y)};
    return Float.intBitsToFloat(tree.run(loads)[0]);
  }

  /** Against values that {@code known_powers.py} computed to 50 digits. */
  @Test
  void definitionAndTreeAreRight() throws IOException {
    for (String line : lines()) {
      String[] cells = line.split(",");
      double x = Double.parseDouble(cells[0]);
      double y = Double.parseDouble(cells[1]);
      double expected = Double.parseDouble(cells[2]);
      double defined = new Power().evaluate(x, y);
      double tolerance = Double.isInfinite(expected) ? 0 : 1e-13 * Math.abs(expected) + 1e-300;
      assertEquals(expected, defined, tolerance, line);
      check((float) x, (float) y, expected);
    }
  }

  private static String[] lines() throws IOException {
    try (InputStream file = PowerTest.class.getResourceAsStream("known_powers.csv")) {
      String[] lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      assertTrue(lines.length > 1000);
      return lines;
    }
  }

  @Test
  void theTreeIsNearTheDefinition() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      // Of exponents of all sizes, and of those that leave the value a number.
      double most = i % 2 == 0 ? 104 / Math.abs(Math.log(Math.abs(x))) : 1e9;
      float y = (float) (most * (2 * random.nextDouble() - 1) * Math.pow(random.nextDouble(), 3));
      y = i % 3 == 0 ? Math.round(y) : y;
      check(x, y, new Power().evaluate(x, y));
    }
  }

  /** Near 1, where logarithms cancel and exponents are large. */
  @Test
  void basesNearOne() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100_000; i++) {
      float x = 1 + (float) ((random.nextDouble() - 0.5) * Math.pow(2, -random.nextInt(23)));
      float y = (float) (104 / Math.log(x) * (2 * random.nextDouble() - 1));
      check(x, y, new Power().evaluate(x, y));
    }
  }

  private void check(float x, float y, double exact) {
    float value = power(x, y);
    double limit = 0x1p128;
    double expected = Math.max(-limit, Math.min(exact, limit));
    double found = Math.max(-limit, Math.min(value, limit));
    double ulp = Math.min(Math.ulp((float) exact), Math.ulp(Float.MAX_VALUE));
    boolean bothNaN = Double.isNaN(exact) && Float.isNaN(value);
    double error = Math.abs(found - expected) / ulp;
    assertTrue(
        bothNaN || error <= ULPS,
        () -> "%s^%s is %s, not %s, %s ulp away".formatted(x, y, value, exact, error));
  }

  /** IEEE 754-2019, section 9.2.1. */
  @ParameterizedTest(name = "{0}^{1} = {2}")
  @CsvSource({
    "NaN, 0, 1",
    "NaN, -0, 1",
    "Infinity, 0, 1",
    "0, 0, 1",
    "-0, -0, 1",
    "-3, 0, 1",
    "1, NaN, 1",
    "1, Infinity, 1",
    "1, -Infinity, 1",
    "1, 3e38, 1",
    "-1, Infinity, 1",
    "-1, -Infinity, 1",
    "-1, 3, -1",
    "-1, 4, 1",
    "-1, 3e38, 1",
    "NaN, 1, NaN",
    "2, NaN, NaN",
    "-1, NaN, NaN",
    "0, NaN, NaN",
    "Infinity, NaN, NaN",
    "NaN, Infinity, NaN",
    "-1, 0.5, NaN",
    "-2, 1e-40, NaN",
    "-3e38, -1.5, NaN",
    "0, 3, 0",
    "-0, 3, -0",
    "-0, 4, 0",
    "0, 0.5, 0",
    "-0, 0.5, 0",
    "-0, 16777216, 0",
    "0, -3, Infinity",
    "-0, -3, -Infinity",
    "-0, -4, Infinity",
    "-0, -0.5, Infinity",
    "0, Infinity, 0",
    "-0, Infinity, 0",
    "0, -Infinity, Infinity",
    "-0, -Infinity, Infinity",
    "0.5, Infinity, 0",
    "0.5, -Infinity, Infinity",
    "2, Infinity, Infinity",
    "2, -Infinity, 0",
    "-0.5, Infinity, 0",
    "-0.5, -Infinity, Infinity",
    "-2, Infinity, Infinity",
    "-2, -Infinity, 0",
    "Infinity, 1e-30, Infinity",
    "Infinity, -1e-30, 0",
    "Infinity, Infinity, Infinity",
    "Infinity, -Infinity, 0",
    "-Infinity, 3, -Infinity",
    "-Infinity, 4, Infinity",
    "-Infinity, 0.5, Infinity",
    "-Infinity, -3, -0",
    "-Infinity, -4, 0",
    "-Infinity, -0.5, 0",
    "-Infinity, Infinity, Infinity",
    "-Infinity, -Infinity, 0",
    "-2, 3, -8",
    "-2, -3, -0.125",
    "-2, 16777215, -Infinity",
    "-2, 16777216, Infinity",
    "1.4e-45, 1, 1.4e-45",
    "-1.4e-45, 1, -1.4e-45",
    "3.4028235e38, 1, 3.4028235e38",
    "0.99999994, 3.4028235e38, 0",
    "1.0000001, 3.4028235e38, Infinity",
    "1.0000001, -3.4028235e38, 0",
    "1.4e-45, 3.4028235e38, 0",
    "3.4028235e38, -3.4028235e38, 0",
    "2, 127, 1.7014118e38",
    "2, 128, Infinity",
    "2, -149, 1.4e-45",
    "2, -151, 0",
    "2, 1.4e-45, 1"
  })
  void specialCases(float x, float y, float expected) {
    assertEquals(expected, power(x, y));
    assertEquals(expected, (float) new Power().evaluate(x, y));
  }

  /** The JDK compiles it to the same bits. */
  @Test
  void theCompiledTreeIsTheSame() {
    CompiledFunction compiled = CompiledFunction.of(new Power());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      float y = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : random.nextInt(-9, 9);
      int bits = Float.floatToIntBits(power(x, y));
      assertEquals(bits, Float.floatToIntBits(compiled.apply(x, y)), x + "^" + y);
    }
  }

  @Test
  void thePullbacksAreTheSlopes() {
    double h = 1e-6;
    for (double x : new double[] {0.1, 0.7, 1, 1.3, 4, 20}) {
      for (double y : new double[] {-2.5, -1, -0.3, 0, 0.5, 1, 2, 3.7}) {
        double byX = (at(POWER, x + h, y) - at(POWER, x - h, y)) / (2 * h);
        double byY = (at(POWER, x, y + h) - at(POWER, x, y - h)) / (2 * h);
        assertNear(1.75 * byX, gradient(0, x, y));
        assertNear(1.75 * byY, gradient(1, x, y));
      }
    }
    assertNear(1.75 * -3, gradient(0, -1, 3) / -1);
  }

  @Test
  void slopesAtZeroAreTheirLimits() {
    assertEquals(0, gradient(0, 0, 0));
    assertEquals(0, gradient(0, 0, 2));
    assertEquals(1.75, gradient(0, 0, 1));
    assertEquals(Double.POSITIVE_INFINITY, gradient(0, 0, 0.5));
    assertEquals(0, gradient(1, 0, 2));
    assertEquals(Double.NEGATIVE_INFINITY, gradient(1, 0, 0));
    assertEquals(Double.NaN, gradient(1, -2, 3));
  }

  private static double gradient(int argument, double x, double y) {
    Map<Load, Expression> gradients = Pullback.of(POWER, POWER, Arithmetic.constant(1.75));
    return at(gradients.get(new Load(argument, DType.F32)), x, y);
  }

  private static double at(Expression f, double x, double y) {
    return DoublePrecision.of(f, new double[] {x, y});
  }

  private static void assertNear(double expected, double found) {
    assertEquals(expected, found, 1e-7 * Math.max(1, Math.abs(expected)));
  }
}
