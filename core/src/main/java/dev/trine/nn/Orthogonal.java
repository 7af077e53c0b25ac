package dev.trine.nn;

import java.util.random.RandomGenerator;

/**
 * Random square matrices, each of orthonormal columns, side by side: the factor Q of a matrix of
 * Gaussian numbers whose R has a positive diagonal, and so uniform among all (Saxe et al. 2014;
 * Mezzadri 2007). By Gram and Schmidt's method, each column twice, which keeps it orthogonal to
 * double precision (Giraud et al. 2005).
 *
 * @param size of each matrix
 * @param blocks how many, in a matrix [size, blocks·size]
 */
record Orthogonal(int size, int blocks) implements Initialiser {
  @Override
  public void fill(float[] values, RandomGenerator random) {
    for (int block = 0; block < blocks; block++) {
      double[][] columns = new double[size][];
      for (int j = 0; j < size; j++) {
        columns[j] = new double[size];
        for (int i = 0; i < size; i++) {
          columns[j][i] = random.nextGaussian();
        }
        orthogonalise(columns, j);
        orthogonalise(columns, j);
        for (int i = 0; i < size; i++) {
          values[i * blocks * size + block * size + j] = (float) columns[j][i];
        }
      }
    }
  }

  /** Takes from a column its part along those before it, and makes its length 1. */
  private static void orthogonalise(double[][] columns, int last) {
    double[] column = columns[last];
    for (int j = 0; j < last; j++) {
      double along = dot(columns[j], column);
      for (int i = 0; i < column.length; i++) {
        column[i] -= along * columns[j][i];
      }
    }
    double length = Math.sqrt(dot(column, column));
    for (int i = 0; i < column.length; i++) {
      column[i] /= length;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
