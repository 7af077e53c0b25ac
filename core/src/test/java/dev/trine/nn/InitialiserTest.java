package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InitialiserTest {
  private static float[] draw(Initialiser initialiser, long seed) {
    float[] values = new float[20_000];
    initialiser.fill(values, new SplittableRandom(seed));
    return values;
  }

  private static void assertUniform(double bound, Initialiser initialiser) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    double sum = 0;
    double squares = 0;
    float[] values = draw(initialiser, 1);
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
      squares += value * value;
    }
    assertTrue(-bound <= least && least < -0.99 * bound, () -> "least of " + bound);
    assertTrue(0.99 * bound < most && most <= bound, () -> "most of " + bound);
    assertEquals(0, sum / values.length, 0.02 * bound);
    assertEquals(bound * bound / 3, squares / values.length, 0.02 * bound * bound);
  }

  @Test
  void theRangesAreThoseOfThePapers() {
    assertUniform(Math.sqrt(6.0 / 150), Initialiser.glorot(100, 50));
    assertUniform(Math.sqrt(6.0 / 100), Initialiser.he(100));
    assertUniform(0.25, Initialiser.uniform(0.25));
  }

  @Test
  void zerosAreZero() {
    assertArrayEquals(new float[20_000], draw(Initialiser.zeros(), 1));
  }

  @Test
  void theSeedDecidesTheValues() {
    assertArrayEquals(draw(Initialiser.he(10), 5), draw(Initialiser.he(10), 5));
    assertFalse(Arrays.equals(draw(Initialiser.he(10), 5), draw(Initialiser.he(10), 6)));
  }

  /** Each block by itself; a Gaussian matrix alone would be far from it. */
  @Test
  void columnsOfOrthogonalMatricesAreOrthonormal() {
    int size = 30;
    int blocks = 3;
    float[] values = new float[size * blocks * size];
    Initialiser.orthogonal(size, blocks).fill(values, new SplittableRandom(1));
    for (int a = 0; a < blocks * size; a++) {
      for (int b = a / size * size; b <= a; b++) {
        double dot = 0;
        for (int row = 0; row < size; row++) {
          dot += (double) values[row * blocks * size + a] * values[row * blocks * size + b];
        }
        assertEquals(a == b ? 1 : 0, dot, 1e-6, a + " and " + b);
      }
    }
    assertTrue(values[0] != values[size], "each block is drawn anew");
  }
}
