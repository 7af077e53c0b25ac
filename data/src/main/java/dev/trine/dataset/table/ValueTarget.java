package dev.trine.dataset.table;

import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.tensor.Shape;
import java.util.List;

/** Numbers to regress on, scaled. */
record ValueTarget(String column, LinearScale scale) implements Target {
  static ValueTarget fit(Table table, int column, Scaling scaling) {
    String name = table.columns().get(column);
    double[] values = table.numbers(name).stream().mapToDouble(Double::doubleValue).toArray();
    return new ValueTarget(name, scaling.fitted(values));
  }

  @Override
  public List<String> classes() {
    return List.of();
  }

  @Override
  public void addTo(DatasetBuilder set, Table table) {
    int index = table.index(column);
    float[][] values = new float[table.size()][1];
    for (int row = 0; row < values.length; row++) {
      values[row][0] = scale.scaled(table.number(row, index), table, row, index);
    }
    set.values(Dataset.TARGETS, Shape.of(1), values);
  }
}
