package dev.trine.spark;

import dev.trine.DataException;
import dev.trine.data.Field;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The examples of a partition as one array for each field, in which they lie one behind the other.
 * It is made of arrays alone, as an {@link Example} is.
 */
final class Shard implements Serializable {
  private static final long serialVersionUID = 1;

  /** No examples of any fields. */
  static final Shard EMPTY = new Shard(0, new Object[0]);

  private final int size;
  private final Object[] columns;

  private Shard(int size, Object[] columns) {
    this.size = size;
    this.columns = columns;
  }

  /**
   * Gathers examples.
   *
   * @param partition that they are of, for messages
   * @throws DataException if one does not have these fields, or they are more than arrays hold
   */
  static Shard of(int partition, List<Field> fields, Iterator<Example> examples) {
    List<Example> all = new ArrayList<>();
    while (examples.hasNext()) {
      Example example = examples.next();
      check(partition, all.size(), fields, example);
      all.add(example);
    }
    Object[] columns = new Object[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(partition, fields.get(i), i, all);
    }
    return new Shard(all.size(), columns);
  }

  private static Object column(int partition, Field field, int number, List<Example> examples) {
    int length = Math.toIntExact(field.type().elements());
    long elements = (long) length * examples.size();
    if (elements > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "Partition %s has %s examples of %s elements in field '%s', more than an array holds; make more partitions"
              .formatted(partition, examples.size(), length, field.name()));
    }
    Object column =
        Array.newInstance(ElementArray.of(field.type().type()).element(), (int) elements);
    for (int i = 0; i < examples.size(); i++) {
      System.arraycopy(examples.get(i).array(number), 0, column, i * length, length);
    }
    return column;
  }

  private static void check(int partition, int number, List<Field> fields, Example example) {
    if (example == null || example.fields() != fields.size()) {
      throw new DataException(
          "Example %s of partition %s has %s, expected an array for each of the fields %s"
              .formatted(
                  number,
                  partition,
                  example == null ? "null" : example.fields() + " arrays",
                  fields.stream().map(Field::name).toList()));
    }
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      ElementArray expected = ElementArray.of(field.type().type());
      Object array = example.array(i);
      if (!expected.isOf(array) || Array.getLength(array) != field.type().elements()) {
        throw new DataException(
            "Field '%s' of example %s of partition %s is %s, expected %s[%s] of shape %s"
                .formatted(
                    field.name(),
                    number,
                    partition,
                    ElementArray.describe(array),
                    expected.element(),
                    field.type().elements(),
                    field.type().shape()));
      }
    }
  }

  int size() {
    return size;
  }

  /** All of a field. */
  Object column(int field) {
    return columns[field];
  }
}
