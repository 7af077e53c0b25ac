package dev.trine.cpu;

import dev.trine.backend.op.Philox;
import java.util.Arrays;

/**
 * The random bits of blocks of elements, as {@link Philox} defines them: all counters of a block
 * advance by a round at a time, in 64-bit lanes, so that the rounds are vectorised.
 */
final class PhiloxBits {
  private static final long LOW = 0xFFFFFFFFL;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final int WORDS = 4;

  private final long[] first = new long[Blocks.LENGTH / WORDS];
  private final long[] second = new long[Blocks.LENGTH / WORDS];
  private final long[] third = new long[Blocks.LENGTH / WORDS];
  private final long[] fourth = new long[Blocks.LENGTH / WORDS];

  /**
   * Draws the bits of at most {@link Blocks#LENGTH} elements.
   *
   * @param start the first of them, a multiple of four
   * @param bits takes them; as long as {@code count} rounded up to a multiple of four
   */
  void draw(int[] bits, int start, int count, int step, int stream, long seed) {
    int counters = (count + WORDS - 1) / WORDS;
    for (int i = 0; i < counters; i++) {
      first[i] = start / WORDS + i;
    }
    // No tensor here is so long that a counter has a second word.
    Arrays.fill(second, 0, counters, 0);
    Arrays.fill(third, 0, counters, step & LOW);
    Arrays.fill(fourth, 0, counters, stream & LOW);
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      round(first, second, third, fourth, key0 & LOW, key1 & LOW, counters);
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    for (int i = 0; i < counters; i++) {
      bits[WORDS * i] = (int) first[i];
      bits[WORDS * i + 1] = (int) second[i];
      bits[WORDS * i + 2] = (int) third[i];
      bits[WORDS * i + 3] = (int) fourth[i];
    }
  }

  private static void round(
      long[] c0, long[] c1, long[] c2, long[] c3, long key0, long key1, int counters) {
    for (int i = 0; i < counters; i++) {
      long product0 = MULTIPLIER_0 * c0[i];
      long product1 = MULTIPLIER_1 * c2[i];
      c0[i] = (product1 >>> 32) ^ c1[i] ^ key0;
      c1[i] = product1 & LOW;
      c2[i] = (product0 >>> 32) ^ c3[i] ^ key1;
      c3[i] = product0 & LOW;
    }
  }
}
