package dev.trine.backend.op;

/**
 * The order in which every backend adds up single-precision numbers: a function of their count
 * alone, so that a sum has the same bits everywhere, however many lanes or threads share it.
 *
 * <p>Blocks of {@value #BLOCK} numbers are summed each on its own. In a block, lane j of {@value
 * #LANES} starts from 0 and adds the numbers j, j + {@value #LANES}, … in turn; then lane j adds
 * lane j + 8, then j + 4, j + 2, j + 1, and lane 0 is the block's sum. The sums of blocks are added
 * in adjacent pairs, level by level; one without a partner goes up as it is. So a device that holds
 * 2^k whole blocks of a longer sum has a part of that tree.
 *
 * <p>With u = 2⁻²⁴ the error is at most {@code (BLOCK/LANES + 4 + ⌈log₂ blocks⌉)·u·Σ|x|} to first
 * order (Higham 2002, section 4.2).
 */
public final class SumOrder {
  /** Sums that a block keeps beside each other; a power of two. */
  public static final int LANES = 16;

  /** Numbers of a block. */
  public static final int BLOCK = 1024;

  private SumOrder() {}

  /** How many blocks so many numbers make. */
  public static long blocks(long count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  /** The most additions that a number goes through. */
  public static int depth(long count) {
    long blocks = Math.max(1, blocks(count));
    int levels = Long.SIZE - Long.numberOfLeadingZeros(blocks - 1);
    return (int) Math.min(count, BLOCK / LANES) + Integer.numberOfTrailingZeros(LANES) + levels;
  }

  /** The sum of an array, plainly: what every backend must give. */
  public static float sum(float[] values) {
    float[] sums = new float[(int) Math.max(1, blocks(values.length))];
    for (int block = 0; block < sums.length; block++) {
      sums[block] = sumOfBlock(values, block * BLOCK);
    }
    for (int count = sums.length; count > 1; count = (count + 1) / 2) {
      for (int i = 0; i < count; i += 2) {
        sums[i / 2] = i + 1 < count ? sums[i] + sums[i + 1] : sums[i];
      }
    }
    return sums[0];
  }

  private static float sumOfBlock(float[] values, int start) {
    float[] lanes = new float[LANES];
    int end = Math.min(values.length, start + BLOCK);
    for (int i = start; i < end; i++) {
      lanes[(i - start) % LANES] += values[i];
    }
    for (int span = LANES / 2; span > 0; span /= 2) {
      for (int lane = 0; lane < span; lane++) {
        lanes[lane] += lanes[lane + span];
      }
    }
    return lanes[0];
  }
}
