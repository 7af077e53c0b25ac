package dev.trine.dataset.table;

import dev.trine.data.DatasetBuilder;
import java.util.List;

/** What the column to be predicted becomes, as fitted on a training part. */
sealed interface Target permits ValueTarget, ClassTarget {
  /** The name of the column. */
  String column();

  /** The names of the classes; none for numbers. */
  List<String> classes();

  /** Adds the field for all rows of a table. */
  void addTo(DatasetBuilder set, Table table);
}
