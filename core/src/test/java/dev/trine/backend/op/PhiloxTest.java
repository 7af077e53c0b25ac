package dev.trine.backend.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PhiloxTest {
  private static int[] block(long block, int step, int stream, long seed) {
    int[] out = new int[4];
    Philox.block(block, step, stream, seed, out);
    return out;
  }

  /** The known answers of Random123's {@code kat_vectors} for philox4x32 with 10 rounds. */
  @Test
  void theWordsAreThoseOfThePaper() {
    assertArrayEquals(
        new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, block(0, 0, 0, 0));
    assertArrayEquals(
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, block(-1, -1, -1, -1));
    assertArrayEquals(
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
        block(0x85a308d3_243f6a88L, 0x13198a2e, 0x03707344, 0x299f31d0_a4093822L));
  }

  @Test
  void anElementIsAWordOfItsBlock() {
    for (long block : new long[] {0, 1, 3, 1L << 32}) {
      int[] words = block(block, 7, 1, 42);
      for (int i = 0; i < 4; i++) {
        assertEquals(words[i], Philox.bits(4 * block + i, 7, 1, 42));
      }
    }
  }

  @Test
  void theThresholdIsTheRateOfAllWords() {
    assertEquals(0, Philox.threshold(0));
    assertEquals(1L << 31, Philox.threshold(0.5));
    assertEquals(0x33333333L, Philox.threshold(0.2));
    assertEquals((1L << 32) - 1, Philox.threshold(Math.nextDown(1.0)));
  }
}
