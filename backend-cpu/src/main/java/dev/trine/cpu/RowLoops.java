package dev.trine.cpu;

/** Loops over one row of a block: its elements from {@code start} to {@code end} (exclusive). */
final class RowLoops {
  private RowLoops() {}

  /** Squares the first elements. */
  static void square(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= x[i];
    }
  }

  /** The sum, in four parts, so that one addition need not wait for the one before. */
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
}
