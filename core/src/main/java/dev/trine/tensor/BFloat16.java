package dev.trine.tensor;

/** Conversion from and to {@link DType#BF16}. */
final class BFloat16 {
  private static final int DROPPED = 16;
  private static final int HALFWAY = 1 << (DROPPED - 1);
  private static final int QUIET = 0x40;

  private BFloat16() {}

  /** To the nearest, of two to the even one; NaN stays NaN. */
  static short encode(double value) {
    float single = (float) value;
    int bits = Float.floatToRawIntBits(single);
    if (Float.isNaN(single)) {
      return (short) (bits >>> DROPPED | QUIET);
    }
    boolean seemsHalfway = (bits & 2 * HALFWAY - 1) == HALFWAY;
    if (seemsHalfway && single != value) {
      // The first rounding has hidden on which side of the middle it lies.
      bits += Math.abs(value) > Math.abs(single) ? 1 : -1;
    }
    int even = bits >>> DROPPED & 1;
    return (short) (bits + HALFWAY - 1 + even >>> DROPPED);
  }

  static float decode(short bits) {
    return Float.intBitsToFloat(bits << DROPPED);
  }
}
