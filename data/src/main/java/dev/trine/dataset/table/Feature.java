package dev.trine.dataset.table;

import java.util.List;

/** What a column of a table becomes among the features, as fitted on a training part. */
sealed interface Feature permits NumericFeature, CategoricalFeature {
  /** The name of the column. */
  String column();

  /** The names of the features that come of it. */
  List<String> names();

  /**
   * Writes the features of a row.
   *
   * @param column its index in this table
   * @param at where in the array the first of them belongs; the array is zeros from there on
   */
  void write(Table table, int row, int column, float[] to, int at);
}
