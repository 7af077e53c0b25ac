package dev.trine.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/** Makes examples of the rows of a partition, one by one. */
final class RowExamples implements Function2<Integer, Iterator<Row>, Iterator<Example>> {
  private static final long serialVersionUID = 1;

  private final RowField[] fields;

  RowExamples(List<RowField> fields) {
    this.fields = fields.toArray(RowField[]::new);
  }

  @Override
  public Iterator<Example> call(Integer partition, Iterator<Row> rows) {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Example next() {
        return example(rows.next(), new RowPlace(partition, next++));
      }
    };
  }

  private Example example(Row row, RowPlace place) {
    Object[] arrays = new Object[fields.length];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = fields[i].read(row, place);
    }
    return Example.of(arrays);
  }
}
