package dev.trine.dataset.table;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trine.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes tables of the lines of a text.
 *
 * @param name of the file, for messages
 * @param hasHeader null if that is to be guessed
 * @param isMissing whether a text stands for a missing value
 */
record TableLines(String name, char separator, Boolean hasHeader, Predicate<String> isMissing) {
  /**
   * A table.
   *
   * @param lines the last of which is {@link TextFile#END}
   */
  Table table(Iterator<CsvRecord> lines) {
    List<String> columns = null;
    boolean isNamed = false;
    List<String[]> rows = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    while (lines.hasNext()) {
      CsvRecord line = lines.next();
      long place = line.getStartingLineNumber();
      if (!lines.hasNext()) {
        requireEnd(line);
        break;
      }
      String[] cells = line.getFields().stream().map(String::strip).toArray(String[]::new);
      if (columns == null) {
        isNamed = hasHeader == null ? Header.isLikely(cells, isMissing) : hasHeader;
        columns = isNamed ? Header.names(name, place, cells) : Header.unnamed(cells.length);
        if (isNamed) {
          continue;
        }
      }
      if (cells.length != columns.size()) {
        throw ragged(place, cells.length, columns.size());
      }
      rows.add(
          Arrays.stream(cells)
              .map(cell -> isMissing.test(cell) ? null : cell)
              .toArray(String[]::new));
      places.add(place);
    }
    if (rows.isEmpty()) {
      throw empty(columns);
    }
    long[] numbers = places.stream().mapToLong(Long::longValue).toArray();
    return new Table(name, columns, isNamed, rows.toArray(String[][]::new), numbers);
  }

  /** The last line is the mark behind the text, if no quote before is left open. */
  private void requireEnd(CsvRecord last) {
    if (last.getFieldCount() != 1 || !last.getField(0).equals(TextFile.END)) {
      throw new DataException(
          "%s, line %s: a quote in it is not closed; close it, or double it if it is part of a text in quotes"
              .formatted(name, last.getStartingLineNumber()));
    }
  }

  private DataException ragged(long line, int fields, int columns) {
    return new DataException(
        "%s, line %s: %s fields, but the first line has %s, separated by %s; correct it, or say separator(…)"
            .formatted(
                name, line, fields, columns, separator == '\t' ? "tabs" : "'" + separator + "'"));
  }

  private DataException empty(List<String> columns) {
    return new DataException(
        columns == null
            ? "%s is empty, expected a table".formatted(name)
            : "%s has a header only, expected rows below %s; say header(false) if the first line is values"
                .formatted(name, columns));
  }
}
