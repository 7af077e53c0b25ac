package dev.trine.cpu;

/** Looks for numbers of a block that are not finite. */
final class Finite {
  /** Up to so many are looked at one by one. */
  private static final int FEW = 32;

  private Finite() {}

  /**
   * Whether the first {@code count} numbers of both are finite. By loops that vectorise, as one
   * with a branch would not: x − x is 0 or, unless x is finite, NaN, and a sum with a NaN in it is
   * NaN.
   *
   * @param work is overwritten
   */
  static boolean all(float[] a, float[] b, int count, float[] work) {
    differences(a, b, work, count);
    return allZero(work, count);
  }

  /** The same of one block. */
  static boolean all(float[] a, int count, float[] work) {
    differences(a, work, count);
    return allZero(work, count);
  }

  private static boolean allZero(float[] work, int count) {
    int left = count;
    while (left > FEW) {
      int half = left >>> 1;
      fold(work, half, left - half);
      left -= half;
    }
    float sum = 0;
    for (int i = 0; i < left; i++) {
      sum += work[i];
    }
    return sum == 0;
  }

  private static void differences(float[] a, float[] b, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (a[i] - a[i]) + (b[i] - b[i]);
    }
  }

  private static void differences(float[] a, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] - a[i];
    }
  }

  /** Adds {@code count} from {@code from} on to the first. */
  private static void fold(float[] x, int count, int from) {
    for (int i = 0; i < count; i++) {
      x[i] += x[from + i];
    }
  }
}
