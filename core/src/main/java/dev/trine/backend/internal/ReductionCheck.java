package dev.trine.backend.internal;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.Reduction;
import java.util.List;

/**
 * Sums that are long enough for a device to take several passes: of the columns of {@code [l mod 7
 * − 3 + c]}, and of the squares of all its elements.
 */
final class ReductionCheck {
  private static final int ROWS = 1041;
  private static final int COLUMNS = 10;
  private static final String SHAPE = "of a " + ROWS + "×" + COLUMNS + " matrix";

  private ReductionCheck() {}

  static void run(Trial trial) {
    View in = trial.floats(ReductionCheck::element, ROWS, COLUMNS);
    View columns = trial.floats(COLUMNS);
    View all = trial.floats(1);
    Reduction ofColumns = Reduction.ofColumns(ROWS, COLUMNS);
    Reduction ofSquares = Reduction.ofAll(Reduction.Kind.SUM_OF_SQUARES, ROWS * COLUMNS, 1);
    Backend backend = trial.backend();
    trial.run(
        backend.rows(ofColumns.rows(), List.of(in), List.of(columns)),
        backend.rows(ofSquares.rows(), List.of(in), List.of(all)));
    int ofFirst = 0;
    double squares = 0;
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      ofFirst += i % COLUMNS == 0 ? element(i) : 0;
      squares += element(i) * element(i);
    }
    int first = ofFirst;
    double total = squares;
    trial.expect(() -> "the column sums " + SHAPE, columns, c -> first + c * ROWS, 0);
    trial.expect(() -> "the sum of squares " + SHAPE, all, i -> total, 0);
  }

  private static int element(int i) {
    return i / COLUMNS % 7 - 3 + i % COLUMNS;
  }
}
