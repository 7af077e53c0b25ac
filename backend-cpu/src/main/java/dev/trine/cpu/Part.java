package dev.trine.cpu;

import dev.trine.backend.op.Matmul;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a batch of products: some of its matrices, of each some rows and columns.
 *
 * @param batch the first matrix
 * @param row the first row of the result
 * @param column the first column of the result
 */
record Part(int batch, int batches, int row, int rows, int column, int columns) {
  /** Floating-point operations below which a second thread costs more than it brings. */
  private static final double WORTHWHILE = 5e5;

  /** As {@link #WORTHWHILE}, in numbers read and written: what counts with few rows or terms. */
  private static final double WORTHWHILE_ELEMENTS = 65_536;

  /** Cuts lie at multiples of this many rows or columns, which suits vectors and cache lines. */
  private static final int UNIT = 16;

  /**
   * Cuts a product into at most so many parts of nearly equal size: between its matrices if there
   * are enough, else along the longer side of the result.
   */
  static List<Part> of(Matmul spec, int most) {
    int batch = (int) spec.batch();
    int rows = (int) spec.m();
    int columns = (int) spec.n();
    double work = Math.max(spec.flops() / WORTHWHILE, elements(spec) / WORTHWHILE_ELEMENTS);
    int wanted = (int) Math.max(1, Math.min(most, work));
    List<Part> parts = new ArrayList<>();
    if (batch >= wanted) {
      int[] cuts = cuts(batch, 1, wanted);
      for (int i = 0; i + 1 < cuts.length; i++) {
        parts.add(new Part(cuts[i], cuts[i + 1] - cuts[i], 0, rows, 0, columns));
      }
    } else if (rows >= columns) {
      int[] cuts = cuts(rows, UNIT, wanted);
      for (int i = 0; i + 1 < cuts.length; i++) {
        parts.add(new Part(0, batch, cuts[i], cuts[i + 1] - cuts[i], 0, columns));
      }
    } else {
      int[] cuts = cuts(columns, UNIT, wanted);
      for (int i = 0; i + 1 < cuts.length; i++) {
        parts.add(new Part(0, batch, 0, rows, cuts[i], cuts[i + 1] - cuts[i]));
      }
    }
    return parts;
  }

  private static double elements(Matmul spec) {
    double ofOne =
        (double) spec.m() * spec.k() + (double) spec.k() * spec.n() + (double) spec.m() * spec.n();
    return spec.batch() * ofOne;
  }

  /** The same rows and columns of one of its matrices alone. */
  Part matrix(int index) {
    return new Part(batch + index, 1, row, rows, column, columns);
  }

  private static int[] cuts(int length, int unit, int wanted) {
    int units = (length + unit - 1) / unit;
    int count = Math.min(units, wanted);
    int[] cuts = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      cuts[i] = Math.min(length, (int) ((long) units * i / count) * unit);
    }
    return cuts;
  }
}
