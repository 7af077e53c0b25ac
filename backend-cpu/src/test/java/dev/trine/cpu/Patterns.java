package dev.trine.cpu;

import dev.trine.tensor.DType;
import java.util.Random;

/** Bits of numbers that are hard to compute with, and of random ones. */
final class Patterns {
  static final float[] HARD_FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    0.49999997f,
    -0.49999997f,
    3f,
    -3f,
    100f,
    -104f,
    88.7f,
    89f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1.1e-38f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    8388607.5f,
    8388608f,
    -8388609f,
    16777217f,
    4194303.5f,
    2147483647f,
    -2147483648f,
    2147483520f,
    1e30f,
    -1e30f
  };

  static final int[] HARD_INTS = {
    0,
    1,
    -1,
    2,
    -2,
    31,
    127,
    255,
    0xffff,
    0x10000,
    0x7fff,
    0x8000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    16777217,
    33554433,
    -16777219
  };

  private Patterns() {}

  static int[] of(DType type, int count, Random random) {
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      bits[i] = type == DType.F32 ? ofFloat(random) : ofInt(random);
    }
    return bits;
  }

  private static int ofFloat(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Float.floatToRawIntBits(HARD_FLOATS[random.nextInt(HARD_FLOATS.length)]);
      case 1 -> random.nextInt();
      case 2 -> Float.floatToRawIntBits((random.nextFloat() - 0.5f) * 200);
      default -> Float.floatToRawIntBits((float) random.nextGaussian());
    };
  }

  private static int ofInt(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> HARD_INTS[random.nextInt(HARD_INTS.length)];
      case 1 -> random.nextInt();
      default -> random.nextInt(2_000) - 1_000;
    };
  }
}
