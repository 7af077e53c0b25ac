package dev.trine.examples;

/**
 * Rows of numbers, among which the nearest to another is found by looking at all.
 *
 * @param rows all of one length
 */
public record Neighbours(float[][] rows) {
  /** The number of the row at the least distance, the first of several. */
  public int nearest(float[] asked) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      double distance = squaredDistance(asked, rows[i]);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private static double squaredDistance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      float difference = one[i] - other[i];
      sum += difference * difference;
    }
    return sum;
  }
}
