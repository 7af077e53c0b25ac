package dev.trine.dataset.table;

import dev.trine.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of texts in named columns, as a file has them, in memory. A value may be missing. Selecting
 * rows copies no texts, and each keeps the line it was on, for messages.
 */
public final class Table {
  /** Of a value, as far as messages show it. */
  private static final int SHOWN = 60;

  private final String source;
  private final List<String> columns;
  private final boolean isNamed;
  private final String[][] rows;
  private final long[] lines;

  /**
   * @param isNamed whether the source says how the columns are called
   * @param rows a text, or null for a missing value, for each column
   * @param lines where in the source each row begins; null if it has no lines
   */
  Table(String source, List<String> columns, boolean isNamed, String[][] rows, long[] lines) {
    this.source = source;
    this.columns = List.copyOf(columns);
    this.isNamed = isNamed;
    this.rows = rows;
    this.lines = lines;
  }

  /**
   * Reads a file, guessing what separates its fields and whether it has a header.
   *
   * @throws DataException as {@link TableReader#read}
   */
  public static Table read(Path file) {
    return reader().read(file);
  }

  /** Begins to say how a file is to be read. */
  public static TableReader reader() {
    return new TableReader();
  }

  /**
   * A table of one's own, such as of rows to predict for.
   *
   * @param columns their names, which differ
   * @param rows a text for each column, or null for a missing value
   * @throws DataException if a row is not as long, or two columns have one name
   */
  public static Table of(List<String> columns, List<List<String>> rows) {
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new DataException("Two columns have one name among %s".formatted(columns));
    }
    String[][] texts = new String[rows.size()][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = rows.get(i).toArray(String[]::new);
      if (texts[i].length != columns.size()) {
        throw new DataException(
            "Row %s has %s values, expected one for each of the columns %s"
                .formatted(i, texts[i].length, columns));
      }
    }
    return new Table("the table", columns, true, texts, null);
  }

  /** How many rows. */
  public int size() {
    return rows.length;
  }

  /** Where it is from, for messages. */
  String source() {
    return source;
  }

  /** The names of the columns, in order. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The texts of a column, null where one is missing.
   *
   * @throws DataException if there is no such column
   */
  public List<String> column(String name) {
    int column = index(name);
    List<String> texts = new ArrayList<>(rows.length);
    for (String[] row : rows) {
      texts.add(row[column]);
    }
    return Collections.unmodifiableList(texts);
  }

  /**
   * The numbers of a column.
   *
   * @throws DataException if there is no such column, or a value in it is missing or no finite
   *     number
   */
  public List<Double> numbers(String name) {
    int column = index(name);
    return IntStream.range(0, rows.length).mapToObj(row -> number(row, column)).toList();
  }

  /**
   * The rows of the given indices, in that order.
   *
   * @throws DataException if there is no such row
   */
  public Table select(int... indices) {
    String[][] selected = new String[indices.length][];
    long[] places = lines == null ? null : new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= rows.length) {
        throw new DataException(
            "There is no row %s among the %s of %s, which are counted from 0"
                .formatted(indices[i], rows.length, source));
      }
      selected[i] = rows[indices[i]];
      if (places != null) {
        places[i] = lines[indices[i]];
      }
    }
    return new Table(source, columns, isNamed, selected, places);
  }

  /**
   * The rows in which a column's value is there.
   *
   * @throws DataException if there is no such column
   */
  public Table having(String name) {
    int column = index(name);
    return select(IntStream.range(0, size()).filter(row -> text(row, column) != null).toArray());
  }

  /** The index of a column, for which an error names those there are. */
  int index(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new DataException(
          "%s has no column '%s' among %s%s"
              .formatted(
                  source,
                  name,
                  columns,
                  isNamed
                      ? ""
                      : "; its first line was taken for values: if it is names, say Table.reader().header(true)"));
    }
    return index;
  }

  /** A text, or null if it is missing. */
  String text(int row, int column) {
    return rows[row][column];
  }

  /** A value that must be there, and a number. */
  double number(int row, int column) {
    String text = text(row, column);
    if (text == null || !Numbers.isNumber(text)) {
      throw fault(
          row, column, "expected a number, with a decimal point; correct it or leave the row out");
    }
    double value = Numbers.parse(text);
    if (Double.isNaN(value)) {
      throw fault(
          row,
          column,
          "expected a finite number of at most %s; correct it, leave the row out or call its text missing(…)"
              .formatted(Float.MAX_VALUE));
    }
    return value;
  }

  /** An error about a column as a whole. */
  DataException fault(int column, String what) {
    return new DataException("%s, column '%s': %s".formatted(source, columns.get(column), what));
  }

  /** An error about a value. */
  DataException fault(int row, int column, String what) {
    String text = text(row, column);
    return new DataException(
        "%s, %s, column '%s': %s, %s"
            .formatted(
                source,
                lines == null ? "row " + row : "line " + lines[row],
                columns.get(column),
                text == null ? "the value is missing" : "'" + shortened(text) + "'",
                what));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
