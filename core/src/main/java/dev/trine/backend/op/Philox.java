package dev.trine.backend.op;

/**
 * Philox4x32-10, the counter-based generator of Salmon et al. (2011, "Parallel random numbers: as
 * easy as 1, 2, 3"). Element i of a stream is word {@code i mod 4} of the block with the counter
 * {@code (⌊i/4⌋ low, ⌊i/4⌋ high, step, stream)} under the key {@code (seed low, seed high)}.
 */
public final class Philox {
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /** Writes the four words of one block to {@code out}. */
  public static void block(long block, int step, int stream, long seed, int[] out) {
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = step;
    int c3 = stream;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /** The 32 bits of one element. */
  public static int bits(long element, int step, int stream, long seed) {
    int[] out = new int[4];
    block(element >>> 2, step, stream, seed, out);
    return out[(int) (element & 3)];
  }

  /**
   * The bound that drops a fraction {@code rate} of all elements: those whose bits, unsigned, are
   * below it.
   */
  public static long threshold(double rate) {
    return (long) (rate * 4294967296.0);
  }
}
