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

  /** Multiplies each element. */
  static void scale(float[] x, int start, int end, float factor) {
    for (int i = start; i < end; i++) {
      x[i] *= factor;
    }
  }

  /** Subtracts from each element. */
  static void subtract(float[] x, int start, int end, float subtracted) {
    for (int i = start; i < end; i++) {
      x[i] -= subtracted;
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
}
