package dev.trine.cpu;

/** Looks for numbers of a block that are not finite. */
final class Finite {
  private static final int PARTS = 4;

  private Finite() {}

  /**
   * Whether the first {@code count} numbers are finite. By a loop that vectorises, as one with a
   * branch would not: x − x is 0 or, unless x is finite, NaN, and a sum with a NaN in it is NaN.
   *
   * @param work is overwritten
   */
  static boolean all(float[] x, int count, float[] work) {
    int part = count / PARTS;
    addDifferences(x, part, 2 * part, 3 * part, work);
    double sum = RowLoops.sum(work, 0, part);
    for (int i = PARTS * part; i < count; i++) {
      sum += x[i] - x[i];
    }
    return sum == 0;
  }

  /** Of a number in each of the parts, which lie behind each other. */
  private static void addDifferences(float[] x, int second, int third, int fourth, float[] to) {
    for (int i = 0; i < second; i++) {
      float a = x[i];
      float b = x[second + i];
      float c = x[third + i];
      float d = x[fourth + i];
      to[i] = ((a - a) + (b - b)) + ((c - c) + (d - d));
    }
  }
}
