package dev.trine.cuda;

import dev.trine.tensor.DType;
import java.util.Random;

/** Numbers that are hard on arithmetic, as bits. */
final class Bits {
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -1.5f,
    2.5f,
    -3.5f,
    0x1p23f,
    -0x1.000002p23f,
    0x1p31f,
    -0x1p31f,
    -0x1.000002p31f,
    89f,
    -104f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    0x1.8p-130f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    255,
    0x7FFF,
    0x1000001,
    -0x1000003,
    0xD2511F53,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1
  };

  private Bits() {}

  /** Those of a type that are hardest. */
  static int[] special(DType type) {
    if (type == DType.I32) {
      return INTS.clone();
    }
    int[] bits = new int[FLOATS.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(FLOATS[i]);
    }
    return bits;
  }

  /** One that may be anything, often a special one or one of ordinary size. */
  static int any(DType type, Random random) {
    int[] special = special(type);
    return switch (random.nextInt(3)) {
      case 0 -> special[random.nextInt(special.length)];
      case 1 -> random.nextInt();
      default ->
          type == DType.F32
              ? Float.floatToRawIntBits((float) random.nextGaussian())
              : random.nextInt(64) - 32;
    };
  }

  /** Numbers of ordinary size, all different. */
  static int[] ordinary(DType type, int count) {
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      bits[i] = type == DType.F32 ? Float.floatToRawIntBits(1 + i * 0.37f) : 3 * i - 40;
    }
    return bits;
  }
}
