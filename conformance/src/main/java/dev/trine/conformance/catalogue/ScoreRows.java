package dev.trine.conformance.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of scores of every magnitude that single precision has. Softmax and its loss depend on
 * differences of scores alone, however large the scores are.
 */
final class ScoreRows {
  static final int CLASSES = 3;

  /** Each row as often as there are classes, so that each class can be its label. */
  static final double[][] ROWS = rows();

  private ScoreRows() {}

  private static double[][] rows() {
    List<double[]> rows = new ArrayList<>();
    for (float v : new float[] {1e-40f, 1e-30f, 1, 1e4f, 1e8f, 1e14f, 1e16f, 1e30f, 3e38f}) {
      repeat(rows, v, v, v);
      repeat(rows, -v, -v, -v);
      repeat(rows, v, 0, v);
      repeat(rows, v / 2, 0, -v / 2);
      // No rounding of the largest, or of a sum with it, may hide how far apart neighbours are.
      repeat(rows, Math.nextDown(v), v, Math.nextUp(v));
    }
    return rows.toArray(double[][]::new);
  }

  private static void repeat(List<double[]> rows, double... row) {
    rows.addAll(Collections.nCopies(CLASSES, row));
  }
}
