package dev.trine.dataset.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers, scaled. A missing one is the mean.
 *
 * @param mean of the values that were there in the training part, before scaling
 * @param isMarked whether a second feature is 1 where a value is missing, else 0
 */
record NumericFeature(String column, LinearScale scale, double mean, boolean isMarked)
    implements Feature {
  /**
   * Fits to the values of a column, of which at least one is there.
   *
   * @param isMarkable whether missing values are to be marked, if there are any
   */
  static NumericFeature fit(Table table, int column, Scaling scaling, boolean isMarkable) {
    double[] values = values(table, column);
    return new NumericFeature(
        table.columns().get(column),
        scaling.fitted(values),
        Scaling.mean(values),
        isMarkable && values.length < table.size());
  }

  /** The numbers that are there. */
  static double[] values(Table table, int column) {
    return IntStream.range(0, table.size())
        .filter(row -> table.text(row, column) != null)
        .mapToDouble(row -> table.number(row, column))
        .toArray();
  }

  @Override
  public List<String> names() {
    return isMarked ? List.of(column, column + " missing") : List.of(column);
  }

  @Override
  public void write(Table table, int row, int index, float[] to, int at) {
    boolean isMissing = table.text(row, index) == null;
    to[at] = scale.scaled(isMissing ? mean : table.number(row, index), table, row, index);
    if (isMarked) {
      to[at + 1] = isMissing ? 1 : 0;
    }
  }
}
