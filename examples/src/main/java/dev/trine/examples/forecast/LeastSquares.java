package dev.trine.examples.forecast;

/** Linear least squares by the normal equations, {@code AᵀA·x = Aᵀb}; for a few unknowns. */
final class LeastSquares {
  private LeastSquares() {}

  /**
   * The x for which the sum of the squares of {@code A·x − b} is least.
   *
   * @param a rows of A, which has independent columns
   */
  static double[] solve(double[][] a, double[] b) {
    int unknowns = a[0].length;
    double[][] normal = new double[unknowns][unknowns + 1];
    for (int row = 0; row < a.length; row++) {
      for (int i = 0; i < unknowns; i++) {
        for (int j = 0; j < unknowns; j++) {
          normal[i][j] += a[row][i] * a[row][j];
        }
        normal[i][unknowns] += a[row][i] * b[row];
      }
    }
    return eliminate(normal);
  }

  /** By Gauss and Jordan. The matrix is positive definite, so that no pivot needs to be sought. */
  private static double[] eliminate(double[][] system) {
    int unknowns = system.length;
    for (int pivot = 0; pivot < unknowns; pivot++) {
      for (int row = 0; row < unknowns; row++) {
        double factor = system[row][pivot] / system[pivot][pivot];
        for (int column = pivot; column <= unknowns && row != pivot; column++) {
          system[row][column] -= factor * system[pivot][column];
        }
      }
    }
    double[] solution = new double[unknowns];
    for (int i = 0; i < unknowns; i++) {
      solution[i] = system[i][unknowns] / system[i][i];
    }
    return solution;
  }
}
