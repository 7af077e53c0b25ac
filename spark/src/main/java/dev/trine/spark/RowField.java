package dev.trine.spark;

import dev.trine.data.Field;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/** A field that is read from columns of rows. */
sealed interface RowField extends Serializable permits JoinedColumns, LabelColumn {
  /** What it is in a set. */
  Field field();

  /**
   * What a row has of it, as an {@link Example} does.
   *
   * @throws dev.trine.DataException if something is missing or does not fit; it names row, column
   *     and value
   */
  Object read(Row row, RowPlace place);
}
