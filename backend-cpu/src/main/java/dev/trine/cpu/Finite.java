package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for results of a block that are not finite, by what loops compute beside them: x − x is 0
 * or, unless x is finite, NaN, and a sum with a NaN in it is NaN.
 */
final class Finite {
  private static final float[] ZEROS = new float[MapBlocks.LENGTH];

  private Finite() {}

  /** What is 0 where all results of an element are finite, and NaN elsewhere. */
  static Expression test(List<Expression> results) {
    return results.stream()
        .map(result -> subtract(result, result))
        .reduce((sum, difference) -> add(sum, difference))
        .orElseThrow();
  }

  /** Whether all of the first {@code count} tests are 0. */
  static boolean all(float[] tests, int count) {
    return Arrays.mismatch(tests, 0, count, ZEROS, 0, count) < 0;
  }
}
