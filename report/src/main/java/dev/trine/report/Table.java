package dev.trine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows under headers. The first cell of a row is its header; columns of numbers are aligned to the
 * right.
 *
 * @param caption what it shows; empty for none
 * @param columns their headers
 * @param rows each with as many cells
 */
public record Table(String caption, List<String> columns, List<List<String>> rows)
    implements Section {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "The row %s has %s cells, expected %s, one for each of %s"
                .formatted(row, row.size(), columns.size(), columns));
      }
    }
  }

  /** A table without rows yet. */
  public static Table of(String caption, String... columns) {
    return new Table(caption, List.of(columns), List.of());
  }

  /** Names and what they stand for, such as settings. */
  public static Table of(String caption, Map<String, String> settings) {
    List<List<String>> rows = new ArrayList<>();
    settings.forEach((name, value) -> rows.add(List.of(name, value)));
    return new Table(caption, List.of("setting", "value"), rows);
  }

  /** The same with a row more. */
  public Table row(String... cells) {
    List<List<String>> more = new ArrayList<>(rows);
    more.add(List.of(cells));
    return new Table(caption, columns, more);
  }

  @Override
  public void addTo(Html page) {
    page.open("div", "class", "scrolled", "tabindex", "0", "role", "region", "aria-label", label());
    addPlainTo(page);
    page.close();
  }

  /** The table alone, as it is put below something else. */
  void addPlainTo(Html page) {
    page.open("table");
    if (!caption.isEmpty()) {
      page.element("caption", caption);
    }
    page.open("thead").open("tr");
    for (int column = 0; column < columns.size(); column++) {
      page.element("th", columns.get(column), "scope", "col", "class", kind(column));
    }
    page.close().close().line().open("tbody").line();
    for (List<String> row : rows) {
      page.open("tr").element("th", row.get(0), "scope", "row", "class", kind(0));
      for (int column = 1; column < row.size(); column++) {
        page.element("td", row.get(column), "class", kind(column));
      }
      page.close().line();
    }
    page.close().close();
  }

  private String label() {
    return caption.isEmpty() ? String.join(", ", columns) : caption;
  }

  private String kind(int column) {
    boolean isNumeric =
        !rows.isEmpty() && rows.stream().allMatch(row -> Numbers.isNumber(row.get(column)));
    return isNumeric ? "number" : "text";
  }
}
