package dev.trine.dataset.table;

import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import java.util.List;

/** Classes, which are the texts of the training part. */
record ClassTarget(String column, Categories categories) implements Target {
  /** Of the classes, as far as messages show them. */
  private static final int SHOWN = 10;

  static ClassTarget fit(Table table, int column) {
    String name = table.columns().get(column);
    ClassTarget fitted = new ClassTarget(name, Categories.of(table.column(name)));
    fitted.labels(table); // all are there
    return fitted;
  }

  @Override
  public List<String> classes() {
    return categories.names();
  }

  @Override
  public void addTo(DatasetBuilder set, Table table) {
    set.labels(Dataset.TARGETS, labels(table), classes());
  }

  private int[] labels(Table table) {
    int index = table.index(column);
    int[] labels = new int[table.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = categories.indexOf(table.text(row, index));
      if (labels[row] < 0) {
        throw table.fault(
            row,
            index,
            "expected one of the classes %s; correct it, leave the row out if it is missing (in Java: having(\"%s\")), or fit on a table that has all classes"
                .formatted(shown(), column));
      }
    }
    return labels;
  }

  private String shown() {
    List<String> all = classes();
    return all.size() <= SHOWN
        ? all.toString()
        : "%s and %s more".formatted(all.subList(0, SHOWN), all.size() - SHOWN);
  }
}
