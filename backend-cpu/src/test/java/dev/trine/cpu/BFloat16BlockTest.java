package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.tensor.DType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BFloat16BlockTest {
  private static final int COUNT = 1 << 16;

  private static void assertSameBits(float[] values) {
    short[] block = new short[values.length];
    BFloat16Block.encode(values, block, values.length);
    for (int i = 0; i < values.length; i++) {
      assertEquals(DType.BF16.encode(values[i]), block[i] & 0xFFFF, "of " + values[i]);
    }
  }

  @Test
  void roundsEachNumberAsOneAlone() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    assertSameBits(values);
  }

  @Test
  void roundsWhatLiesInTheMiddleOrBesideIt() {
    float[] values = new float[3 * COUNT];
    for (int i = 0; i < COUNT; i++) {
      for (int beside = -1; beside <= 1; beside++) {
        values[3 * i + beside + 1] = Float.intBitsToFloat((i << 16 | 0x8000) + beside);
      }
    }
    assertSameBits(values);
  }
}
