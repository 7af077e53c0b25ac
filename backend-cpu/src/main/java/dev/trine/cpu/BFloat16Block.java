package dev.trine.cpu;

/**
 * What {@link dev.trine.tensor.DType#BF16} makes of floats, many at a time: the same bits as one by
 * one.
 */
final class BFloat16Block {
  private static final int DROPPED = 16;
  private static final int BELOW_HALF = 0x7FFF;
  private static final int MAGNITUDE = 0x7FFF_FFFF;
  private static final int INFINITY = 0x7F80_0000;
  private static final int QUIET = 0x40;

  private BFloat16Block() {}

  /** Rounds to the nearest, of two to the even one; NaN stays NaN. */
  static void encode(float[] from, short[] to, int count) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(from[i]);
      int even = bits >>> DROPPED & 1;
      int nearest = bits + BELOW_HALF + even >>> DROPPED;
      boolean isNumber = (bits & MAGNITUDE) <= INFINITY;
      to[i] = (short) (isNumber ? nearest : bits >>> DROPPED | QUIET);
    }
  }
}
