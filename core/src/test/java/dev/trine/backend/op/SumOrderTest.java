package dev.trine.backend.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumOrderTest {
  private static float[] numbers(int count) {
    Random random = new Random(count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1023, 1024, 1025, 5000, 100_003})
  void keepsTheErrorBound(int count) {
    float[] numbers = numbers(count);
    double exact = 0;
    double magnitude = 0;
    for (float x : numbers) {
      exact += x;
      magnitude += Math.abs(x);
    }
    double bound = SumOrder.depth(count) * 0x1p-24 * magnitude;
    assertEquals(exact, SumOrder.sum(numbers), bound);
  }

  @Test
  void partsOfPowersOfTwoBlocksAreParts() {
    float[] all = numbers(8 * SumOrder.BLOCK);
    float[] left = Arrays.copyOf(all, 4 * SumOrder.BLOCK);
    float[] right = Arrays.copyOfRange(all, 4 * SumOrder.BLOCK, all.length);
    assertEquals(SumOrder.sum(all), SumOrder.sum(left) + SumOrder.sum(right));
  }

  @Test
  void lanesAreAddedFromFarToNear() {
    float[] numbers = new float[16];
    numbers[0] = 0x1p24f;
    numbers[8] = 1;
    numbers[4] = 1;
    assertEquals(0x1p24f, SumOrder.sum(numbers), "each 1 is lost alone");
    numbers[4] = 0;
    numbers[12] = 1;
    numbers[4] = 1;
    numbers[8] = 0;
    assertEquals(0x1p24f + 2, SumOrder.sum(numbers), "4 and 12 meet first");
  }

  @Test
  void nothingIsZero() {
    assertEquals(0, Float.floatToRawIntBits(SumOrder.sum(new float[0])));
    assertEquals(0, Float.floatToRawIntBits(SumOrder.sum(new float[] {-0f})));
    assertTrue(Float.isNaN(SumOrder.sum(new float[] {1, Float.NaN})));
  }
}
