package dev.trine.cpu;

import dev.trine.backend.Philox;

/** The random bits of blocks of elements, as {@link Philox} defines them. */
final class PhiloxBits {
  private final int[] words = new int[4];

  /**
   * Draws the bits of {@code count} elements from {@code start}, which is a multiple of four.
   *
   * @param bits takes them; as long as {@code count} rounded up to a multiple of four
   */
  void draw(int[] bits, int start, int count, int step, int stream, long seed) {
    for (int i = 0; i < count; i += words.length) {
      Philox.block((start + i) >>> 2, step, stream, seed, words);
      System.arraycopy(words, 0, bits, i, words.length);
    }
  }
}
