package dev.trine.cpu;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for results of a block that are not finite, for one thread, by sums: one with infinity or
 * NaN in it is not finite. Nor is, seldom, one of very large numbers; so its numbers are to be
 * looked at one by one then.
 */
final class Finite {
  /** As many sums of a block as its arrays are read for in one loop that is still vectorised. */
  private static final int SUMS = MapBlocks.LENGTH / 8;

  private static final float[] ZEROS = new float[SUMS];

  private final float[] tests = new float[SUMS];

  /** The sum of an element's results. */
  static Expression sum(List<Expression> results) {
    return results.stream().reduce(Arithmetic::add).orElseThrow();
  }

  /**
   * Whether all of the first {@code count} sums are finite, and those of them, too.
   *
   * @param sums of a whole block, of which those behind the first are overwritten
   */
  boolean all(float[] sums, int count) {
    Arrays.fill(sums, count, sums.length, 0);
    for (int i = 0; i < SUMS; i++) {
      float lower = (sums[i] + sums[i + SUMS]) + (sums[i + 2 * SUMS] + sums[i + 3 * SUMS]);
      float upper =
          (sums[i + 4 * SUMS] + sums[i + 5 * SUMS]) + (sums[i + 6 * SUMS] + sums[i + 7 * SUMS]);
      float sum = lower + upper;
      // 0, or NaN.
      tests[i] = sum - sum;
    }
    return Arrays.mismatch(tests, ZEROS) < 0;
  }
}
