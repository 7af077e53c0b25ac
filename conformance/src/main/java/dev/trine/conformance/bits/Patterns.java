package dev.trine.conformance.bits;

import dev.trine.backend.op.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The bits of numbers of all kinds. */
final class Patterns {
  private static final int DRAWN = 100_003;

  private static final int[] FLOATS =
      bits(
          0,
          Float.MIN_VALUE,
          1e-40f,
          Float.MIN_NORMAL,
          Math.nextDown(Float.MIN_NORMAL),
          1e-20f,
          0.3f,
          0.5f,
          Math.nextDown(0.5f),
          1,
          Math.nextUp(1f),
          1.5f,
          2.5f,
          3.7f,
          88.5f,
          8388607.5f,
          16777217,
          1e20f,
          Math.nextDown(0x1p31f),
          0x1p31f,
          Float.MAX_VALUE,
          Float.POSITIVE_INFINITY,
          Float.NaN);

  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    31,
    32,
    -31,
    255,
    65_536,
    16_777_217,
    -33_554_435,
    0x7FFFFFFF,
    0x80000000,
    0x7F800000,
    0xFFC00000,
    0x12345678
  };

  private Patterns() {}

  /** How many every list has. */
  static int count() {
    return listed().length * listed().length + DRAWN;
  }

  /**
   * One of three lists: between the first two each special number meets each, then numbers of any
   * bits, of which every second is near 1.
   */
  static int[] of(int list) {
    int[] listed = listed();
    int[] all = new int[count()];
    for (int i = 0; i < all.length; i++) {
      int pairs = listed.length * listed.length;
      all[i] =
          i >= pairs
              ? drawn(i, list)
              : listed[
                  (list == 0 ? i / listed.length : list == 1 ? i : 7 * i + i / listed.length)
                      % listed.length];
    }
    return all;
  }

  /** The bits of any numbers, so many. */
  static int[] drawn(int count, long seed) {
    return IntStream.range(0, count).map(i -> drawn(i, (int) seed)).toArray();
  }

  /** The bits of numbers near 1 and below, of both signs: their sums round and stay finite. */
  static int[] nearOne(int count, long seed) {
    return IntStream.range(0, count).map(i -> nearOne(Philox.bits(i, 0, (int) seed, 1))).toArray();
  }

  /** The bits of numbers whose products are near the smallest there are, and below. */
  static int[] tiny(int count, long seed) {
    return Arrays.stream(nearOne(count, seed)).map(bits -> bits - (70 << 23)).toArray();
  }

  private static int nearOne(int bits) {
    return bits & 0x83FFFFFF | 0x3C000000;
  }

  private static int drawn(int i, int list) {
    int bits = Philox.bits(i, 0, list, 1);
    // Otherwise few sums would round, and fewer products.
    return i % 2 == 0 ? bits : nearOne(bits);
  }

  private static int[] listed() {
    return IntStream.concat(
            IntStream.concat(Arrays.stream(FLOATS), Arrays.stream(FLOATS).map(x -> x ^ 0x80000000)),
            Arrays.stream(INTS))
        .toArray();
  }

  private static int[] bits(float... values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
