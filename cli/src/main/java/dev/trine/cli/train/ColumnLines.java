package dev.trine.cli.train;

import dev.trine.cli.train.source.Parts;
import dev.trine.data.Dataset;
import dev.trine.dataset.table.Preparation;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** What the columns of a table were taken for, which a glance may show to be wrong. */
final class ColumnLines {
  /** Of more values a target of numbers is hardly meant to be classes. */
  private static final int MOST_CLASSES = 10;

  private ColumnLines() {}

  /** Prints it, if the examples are rows of a table. */
  static void print(Parts parts, PrintWriter out) {
    parts.preparation().ifPresent(preparation -> print(preparation, parts.train(), out));
  }

  private static void print(Preparation preparation, Dataset train, PrintWriter out) {
    out.println(preparation);
    Set<Double> values = new HashSet<>();
    for (int i = 0; i < train.size() && values.size() <= MOST_CLASSES; i++) {
      values.add(train.read(Dataset.TARGETS, i)[0]);
    }
    boolean areWhole = values.stream().allMatch(value -> value == Math.rint(value));
    boolean areFew = values.size() > 1 && values.size() <= MOST_CLASSES;
    if (preparation.classes().isEmpty() && areWhole && areFew) {
      out.println(
          "the target has only " + values.size() + " values; --classes makes classes of them");
    }
  }
}
