package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Philox;
import org.junit.jupiter.api.Test;

/** The known answers of Random123 1.09 ({@code kat_vectors}, philox4x32-10). */
class PhiloxTest {
  @Test
  void zeros() {
    int[] expected = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    assertArrayEquals(expected, block(new int[4], new int[2]));
  }

  @Test
  void ones() {
    int[] expected = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    assertArrayEquals(expected, block(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}));
  }

  @Test
  void digitsOfPi() {
    int[] counter = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
    int[] key = {0xa4093822, 0x299f31d0};
    int[] expected = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
    assertArrayEquals(expected, block(counter, key));
  }

  @Test
  void elementsAreTheWordsOfTheirBlocks() {
    int[] block = new int[4];
    for (long first : new long[] {0, 4, 4L << 32}) {
      Philox.block(first / 4, 5, 6, 7, block);
      for (int i = 0; i < 4; i++) {
        assertEquals(block[i], Philox.bits(first + i, 5, 6, 7));
      }
    }
  }

  @Test
  void thresholdIsTheRateOfAllWords() {
    assertEquals(0, Philox.threshold(0));
    assertEquals(1L << 31, Philox.threshold(0.5));
    assertEquals(0x33333333L, Philox.threshold(0.2));
  }

  /** Counter and key as Random123 orders them. */
  private static int[] block(int[] counter, int[] key) {
    int[] out = new int[4];
    Philox.block(wide(counter[0], counter[1]), counter[2], counter[3], wide(key[0], key[1]), out);
    return out;
  }

  private static long wide(int low, int high) {
    return Integer.toUnsignedLong(low) | (long) high << 32;
  }
}
