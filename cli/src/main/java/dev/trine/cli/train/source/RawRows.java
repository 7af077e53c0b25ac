package dev.trine.cli.train.source;

import dev.trine.dataset.table.Table;
import java.util.stream.Collectors;

/**
 * Rows of a table as text.
 *
 * @param target the column that is learned, which is left out
 */
public record RawRows(Table table, String target) {
  /** One of them: {@code height = 1.5 colour = red}. */
  public String row(int number) {
    return table.columns().stream()
        .filter(column -> !column.equals(target))
        .map(column -> column + " = " + table.column(column).get(number))
        .collect(Collectors.joining("\n"));
  }
}
