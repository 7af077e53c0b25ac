package dev.trine.cpu;

/** The exponentials of rows of scores, shifted by each row's largest so that none overflows. */
final class Exponentials {
  private Exponentials() {}

  /**
   * Replaces each score x of a row by e^(x − max).
   *
   * @param scores rows of {@code columns}, one behind the other
   * @param largest becomes each row's maximum, NaN where it has one
   */
  static void ofRows(float[] scores, int rows, int columns, float[] largest, Blocks blocks) {
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      largest[row] = RowLoops.max(scores, start, start + columns);
      RowLoops.subtract(scores, start, start + columns, largest[row]);
    }
    Exponential.exp(scores, rows * columns, blocks);
  }
}
