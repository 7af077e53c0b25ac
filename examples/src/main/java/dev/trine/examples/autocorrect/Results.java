package dev.trine.examples.autocorrect;

import dev.trine.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What was measured, a row for each set of misspellings; the last is what counts. */
record Results(List<Row> rows) {
  /**
   * The same misspellings, corrected twice.
   *
   * @param set what they are
   * @param count how many
   */
  record Row(String set, int count, Hits nearest, Hits network) {}

  Results {
    rows = List.copyOf(rows);
  }

  /** What {@link #read} takes. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(
          "%s\t%s\t%s\t%s\t%s\t%s\n"
              .formatted(
                  row.set,
                  row.count,
                  row.nearest.first(),
                  row.nearest.three(),
                  row.network.first(),
                  row.network.three()));
    }
    return text.toString();
  }

  static Results read(String text) {
    return new Results(text.lines().map(line -> row(line.split("\t"))).toList());
  }

  private static Row row(String[] parts) {
    Hits nearest = new Hits(Double.parseDouble(parts[2]), Double.parseDouble(parts[3]));
    Hits network = new Hits(Double.parseDouble(parts[4]), Double.parseDouble(parts[5]));
    return new Row(parts[0], Integer.parseInt(parts[1]), nearest, network);
  }

  /** To be printed one below the other. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add("%s %s; the word that was meant is".formatted(row.count, row.set));
      lines.add("  fewest edits, commonest word:  " + inWords(row.nearest));
      lines.add("  network of what edits cost:    " + inWords(row.network));
    }
    Row last = rows.get(rows.size() - 1);
    lines.add("Baseline top-1: %s of %s".formatted(Hits.percent(last.nearest.first()), last.set));
    lines.add(summary());
    return lines;
  }

  /** The result in a line. */
  String summary() {
    Row last = rows.get(rows.size() - 1);
    return "Test top-1: %s of %s".formatted(Hits.percent(last.network.first()), last.set);
  }

  Table table() {
    Table table =
        Table.of(
            "How often the word that was meant is first, and among the first three",
            "",
            "how many",
            "fewest edits: first",
            "first three",
            "network: first",
            "first three");
    for (Row row : rows) {
      table =
          table.row(
              row.set,
              Integer.toString(row.count),
              Hits.percent(row.nearest.first()),
              Hits.percent(row.nearest.three()),
              Hits.percent(row.network.first()),
              Hits.percent(row.network.three()));
    }
    return table;
  }

  private static String inWords(Hits hits) {
    return "first %s, among three %s"
        .formatted(Hits.percent(hits.first()), Hits.percent(hits.three()));
  }
}
