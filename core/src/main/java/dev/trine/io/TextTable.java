package dev.trine.io;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in aligned columns. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row; all rows have as many cells. */
  public TextTable row(String... cells) {
    rows.add(cells);
    return this;
  }

  /** Prints the rows as lines, each ended as this machine ends them. */
  public void print(PrintWriter out) {
    rows.forEach(row -> out.println(line(row)));
    out.flush();
  }

  /** The rows as lines. */
  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(String[] row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.length; column++) {
      line.append(row[column]);
      if (column < row.length - 1) {
        line.append(" ".repeat(width(column) - row[column].length())).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }
}
