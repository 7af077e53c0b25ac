package dev.trine.cpu;

/**
 * e^x for blocks of floats, to within two units in the last place: {@code x = k·ln 2 + r} with a
 * whole number k, a polynomial for e^r and 2^k from its bits (the coefficients are those of {@code
 * expf} in Cephes, Moshier 1989). Results below the normal range are 0.
 *
 * <p>Uses the blocks' {@linkplain Blocks#fourth last} two arrays and their bits.
 */
final class Exponential {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;

  /** A float this large has no room for a fraction, so adding it rounds; its low bits count. */
  private static final float ROUNDER = 0x1.8p23f;

  /** Here k is −127, whose bits make 2^k zero. */
  private static final float LOWEST = -88f;

  /** Here the result is infinite although k stays at most 127. */
  private static final float HIGHEST = 89f;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Exponential() {}

  /** {@code x = e^x}. */
  static void exp(float[] x, int count, Blocks blocks) {
    reduce(x, blocks.fourth(), blocks.fifth(), count);
    powersOfTwo(blocks.fourth(), count, blocks);
    combine(x, blocks.fifth(), blocks.fourth(), count);
  }

  /**
   * @param rounded becomes a float whose low bits hold k
   * @param power becomes e^r − 1
   */
  private static void reduce(float[] x, float[] rounded, float[] power, int count) {
    for (int i = 0; i < count; i++) {
      float v = Math.max(LOWEST, Math.min(HIGHEST, x[i]));
      float t = Math.min(v * LOG2_E + ROUNDER, ROUNDER + EXPONENT_BIAS);
      float k = t - ROUNDER;
      float r = v - k * LN_2_HIGH - k * LN_2_LOW;
      float q = 1.9875691500e-4f;
      q = q * r + 1.3981999507e-3f;
      q = q * r + 8.3334519073e-3f;
      q = q * r + 4.1665795894e-2f;
      q = q * r + 1.6666665459e-1f;
      q = q * r + 5.0000001201e-1f;
      rounded[i] = t;
      power[i] = q * r * r + r;
    }
  }

  /** 2^k: k plus the bias, moved to where a float has its exponent. */
  private static void powersOfTwo(float[] rounded, int count, Blocks blocks) {
    int[] bits = blocks.bits();
    blocks.floatBits(rounded, bits, count);
    for (int i = 0; i < count; i++) {
      bits[i] = (bits[i] + EXPONENT_BIAS) << MANTISSA_BITS;
    }
    blocks.floatsOfBits(bits, rounded, count);
  }

  private static void combine(float[] x, float[] power, float[] scale, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = (power[i] + 1) * scale[i];
    }
  }
}
