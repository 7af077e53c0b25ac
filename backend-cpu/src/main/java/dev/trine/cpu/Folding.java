package dev.trine.cpu;

import dev.trine.backend.op.Rows.Combine;

/**
 * How numbers are combined to one. Loops are plain over the starts of arrays where they can be,
 * since Java 17 vectorises no others that write what they read.
 */
abstract class Folding {
  static Folding of(Combine combine) {
    return switch (combine) {
      case SUM -> new Sums();
      case MAX -> new Maxima();
      case MIN -> new Minima();
    };
  }

  /** What none are combined to. */
  abstract float none();

  abstract float combined(float a, float b);

  /** Combines the first {@code count} numbers with those at the same places. */
  abstract void combine(float[] with, float[] from, int count);

  /**
   * Combines neighbouring rows, each of at most a block, each to one number.
   *
   * @param to where the first row's goes
   */
  abstract void rows(float[] x, int rows, int length, float[] folds, int to);
}
