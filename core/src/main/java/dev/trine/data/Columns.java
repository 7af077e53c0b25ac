package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import java.util.List;

/** Examples in memory, field by field. */
final class Columns implements Examples {
  private final List<Column> columns;
  private final List<Field> fields;

  /**
   * @param columns at least one, equally long
   */
  Columns(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.fields = columns.stream().map(Column::field).toList();
    Column first = columns.get(0);
    for (Column other : columns) {
      if (other.size() != first.size()) {
        throw new DataException(
            "Field '%s' has %s examples, but field '%s' has %s"
                .formatted(first.field().name(), first.size(), other.field().name(), other.size()));
      }
    }
  }

  @Override
  public int size() {
    return columns.get(0).size();
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  /** Who changes arrays during a call of fit is told not to. */
  @Override
  public boolean areFixed() {
    return true;
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    columns.get(fields.indexOf(field)).copy(order, from, count, to);
  }
}
