package dev.trine.cpu;

/** The exponentials of rows of scores, shifted by each row's largest so that none overflows. */
final class Softmax {
  private Softmax() {}

  /**
   * Replaces each score x of a row by e^(x − max).
   *
   * @param scores rows of {@code columns}, one behind the other
   * @param largest becomes each row's maximum, NaN where it has one
   */
  static void exponentials(float[] scores, int rows, int columns, float[] largest, Blocks blocks) {
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      largest[row] = max(scores, start, start + columns);
      shift(scores, start, start + columns, largest[row]);
    }
    Exponential.exp(scores, rows * columns, blocks);
  }

  /** Multiplies the elements from {@code start} to {@code end} (exclusive). */
  static void scale(float[] x, int start, int end, float factor) {
    for (int i = start; i < end; i++) {
      x[i] *= factor;
    }
  }

  /** Four sums at a time, so that one addition need not wait for the one before. */
  static double sum(float[] x, int start, int end) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = start;
    for (; i + 3 < end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  /** The largest; NaN if there is one, −∞ if there are no elements. */
  static float max(float[] x, int start, int end) {
    float a = Float.NEGATIVE_INFINITY;
    float b = Float.NEGATIVE_INFINITY;
    float c = Float.NEGATIVE_INFINITY;
    float d = Float.NEGATIVE_INFINITY;
    int i = start;
    for (; i + 3 < end; i += 4) {
      a = Math.max(a, x[i]);
      b = Math.max(b, x[i + 1]);
      c = Math.max(c, x[i + 2]);
      d = Math.max(d, x[i + 3]);
    }
    for (; i < end; i++) {
      a = Math.max(a, x[i]);
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }

  private static void shift(float[] x, int start, int end, float by) {
    for (int i = start; i < end; i++) {
      x[i] -= by;
    }
  }
}
