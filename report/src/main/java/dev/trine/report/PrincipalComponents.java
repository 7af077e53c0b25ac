package dev.trine.report;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The directions in which rows of numbers differ most (Pearson 1901), found one after the other by
 * power iteration (Bishop 2006, section 12.1.4), which multiplies by the rows and never has their
 * covariances in memory.
 *
 * @param mean of the rows
 * @param directions each of length 1, at right angles to each other; its largest component is above
 *     0
 * @param shares of the variance that lie in them, falling
 */
public record PrincipalComponents(double[] mean, double[][] directions, double[] shares) {
  private static final int MOST_TURNS = 300;
  private static final double SETTLED = 1e-10;

  /**
   * The first components of some rows; fewer where rows differ in fewer.
   *
   * @param rows of equal length, with a number that is not finite as 0
   */
  public static PrincipalComponents of(float[][] rows, int count) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] mean = new double[width];
    for (float[] row : rows) {
      for (int j = 0; j < width; j++) {
        mean[j] += finite(row[j]) / rows.length;
      }
    }
    double[][] centred = Arrays.stream(rows).map(r -> less(r, mean)).toArray(double[][]::new);
    double variance = Arrays.stream(centred).mapToDouble(row -> dot(row, row)).sum();
    double[][] directions = new double[count][];
    double[] shares = new double[count];
    for (int found = 0; found < count; found++) {
      double[] next = variance > 0 ? next(centred, directions, found) : null;
      double along = next == null ? 0 : variance(centred, next);
      if (along <= 1e-12 * variance) {
        return new PrincipalComponents(
            mean, Arrays.copyOf(directions, found), Arrays.copyOf(shares, found));
      }
      directions[found] = next;
      shares[found] = along / variance;
    }
    return new PrincipalComponents(mean, directions, shares);
  }

  /** Where rows are: as many numbers for each as there are directions. */
  public double[][] project(float[][] rows) {
    double[][] projected = new double[rows.length][directions.length];
    for (int i = 0; i < rows.length; i++) {
      double[] centred = less(rows[i], mean);
      for (int k = 0; k < directions.length; k++) {
        projected[i][k] = dot(centred, directions[k]);
      }
    }
    return projected;
  }

  /** The direction of most variance at right angles to those found; null if there is none. */
  private static double[] next(double[][] rows, double[][] directions, int found) {
    SplittableRandom random = new SplittableRandom(1);
    double[] direction = random.doubles(rows[0].length, -1, 1).toArray();
    if (!normalise(direction, directions, found)) {
      return null;
    }
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      double[] turned = new double[direction.length];
      for (double[] row : rows) {
        add(dot(row, direction), row, turned);
      }
      if (!normalise(turned, directions, found)) {
        return null;
      }
      double moved = 1 - dot(turned, direction);
      direction = turned;
      if (moved < SETTLED * SETTLED) {
        break;
      }
    }
    int largest = 0;
    for (int j = 1; j < direction.length; j++) {
      largest = Math.abs(direction[j]) > Math.abs(direction[largest]) ? j : largest;
    }
    if (direction[largest] < 0) {
      for (int j = 0; j < direction.length; j++) {
        direction[j] = -direction[j];
      }
    }
    return direction;
  }

  /** Takes out what lies along the directions found; false if nothing is left. */
  private static boolean normalise(double[] vector, double[][] directions, int found) {
    double before = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < found; k++) {
      add(-dot(vector, directions[k]), directions[k], vector);
    }
    double length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-12 * before)) {
      return false;
    }
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= length;
    }
    return true;
  }

  private static double variance(double[][] rows, double[] direction) {
    double sum = 0;
    for (double[] row : rows) {
      double along = dot(row, direction);
      sum += along * along;
    }
    return sum;
  }

  private static double[] less(float[] row, double[] mean) {
    double[] difference = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      difference[j] = finite(row[j]) - mean[j];
    }
    return difference;
  }

  private static double finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int j = 0; j < from.length; j++) {
      to[j] += factor * from[j];
    }
  }
}
