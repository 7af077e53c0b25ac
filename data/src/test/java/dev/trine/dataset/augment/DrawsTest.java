package dev.trine.dataset.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Philox;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
  private static final int MANY = 20_000;

  private static Draws draws(int example) {
    return new Draws(7, 3, example, 1, 0, other -> null);
  }

  private static double[] many(ToDoubleFunction<Draws> drawn) {
    double[] numbers = new double[MANY];
    for (int i = 0; i < MANY; i++) {
      numbers[i] = drawn.applyAsDouble(draws(i));
    }
    return numbers;
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private static double variance(double[] numbers) {
    double mean = mean(numbers);
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    return sum / numbers.length;
  }

  @Test
  void areThoseOfPhilox() {
    Draws draws = draws(5);
    for (int i = 0; i < 9; i++) {
      int bits = Philox.bits((2L << 32) * 4 + i, 3, 5, 7);
      assertEquals(Integer.toUnsignedLong(bits) >>> 24, draws.below(256));
    }
  }

  @Test
  void wholeNumbersAreAllEquallyProbable() {
    int[] counts = new int[5];
    for (double number : many(draws -> draws.below(5))) {
      counts[(int) number]++;
    }
    for (int count : counts) {
      assertEquals(MANY / 5.0, count, 5 * Math.sqrt(MANY / 5.0));
    }
  }

  @Test
  void normalNumbersHaveMeanAndVariance() {
    double[] numbers = many(Draws::normal);
    assertEquals(0, mean(numbers), 5 / Math.sqrt(MANY));
    assertEquals(1, variance(numbers), 5 * Math.sqrt(2.0 / MANY));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void betaHasMeanAndVariance(double alpha) {
    double[] numbers = many(draws -> draws.beta(alpha));
    double expected = 1 / (4 * (2 * alpha + 1));
    assertEquals(0.5, mean(numbers), 5 * Math.sqrt(expected / MANY));
    assertEquals(expected, variance(numbers), 0.03 * expected);
  }

  @Test
  void betaOfTinyAlphaIsAnEndAndNotNaN() {
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (double number : many(draws -> draws.beta(1e-4))) {
      all.accept(Math.min(number, 1 - number));
    }
    assertTrue(all.getAverage() < 0.001, all.toString());
  }
}
