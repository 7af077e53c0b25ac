package dev.trine.spark;

import dev.trine.DataException;
import dev.trine.data.Field;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Classes, by the texts of a column of texts, numbers or booleans.
 *
 * @param indices of the classes, by their names
 */
record LabelColumn(Field field, String name, int index, Map<String, Integer> indices)
    implements RowField {
  /** Of the classes, as far as messages show them. */
  private static final int SHOWN = 10;

  static LabelColumn of(String field, StructType schema, String name, List<String> classes) {
    checkType(schema, name);
    Map<String, Integer> indices = new HashMap<>();
    for (String one : classes) {
      if (indices.put(one, indices.size()) != null) {
        throw new IllegalArgumentException(
            "Class '%s' is there twice among %s of column '%s'"
                .formatted(one, shown(classes), name));
      }
    }
    return new LabelColumn(Field.labels(field, classes), name, schema.fieldIndex(name), indices);
  }

  private static void checkType(StructType schema, String name) {
    DataType type = RowInput.field(schema, name).dataType();
    boolean isNamed = type.equals(DataTypes.StringType) || type.equals(DataTypes.BooleanType);
    if (!isNamed && !(type instanceof NumericType)) {
      throw new IllegalArgumentException(
          "Column '%s' is %s, expected labels as string, a number or boolean"
              .formatted(name, type.catalogString()));
    }
  }

  /**
   * The classes of a column in their order: numbers by size, texts by their characters.
   *
   * @throws DataException if there is none, or more than classes can be
   */
  static List<String> classes(Dataset<Row> rows, String name) {
    checkType(rows.schema(), name);
    List<Row> found =
        rows.select(RowInput.column(name))
            .na()
            .drop()
            .distinct()
            .limit(RowSetBuilder.MOST_CLASSES + 1)
            .collectAsList();
    if (found.isEmpty() || found.size() > RowSetBuilder.MOST_CLASSES) {
      throw new DataException(
          "Column '%s' has %s different values, expected the labels of classes, at most %s%s"
              .formatted(
                  name,
                  found.isEmpty() ? "no" : "more than " + RowSetBuilder.MOST_CLASSES,
                  RowSetBuilder.MOST_CLASSES,
                  found.isEmpty() ? "" : "; values(\"%s\") regresses on numbers".formatted(name)));
    }
    Comparator<Object> order =
        found.get(0).get(0) instanceof Number
            ? Comparator.comparingDouble(value -> ((Number) value).doubleValue())
            : Comparator.comparing(Object::toString);
    return found.stream().map(row -> row.get(0)).sorted(order).map(LabelColumn::text).toList();
  }

  /** What a class is called by a value: a whole number without a fraction. */
  private static String text(Object value) {
    if (value instanceof Number number) {
      double real = number.doubleValue();
      return real == Math.rint(real) && Math.abs(real) < 1L << 53
          ? Long.toString((long) real)
          : value.toString();
    }
    return value.toString();
  }

  @Override
  public Object read(Row row, RowPlace place) {
    Integer label = row.isNullAt(index) ? null : indices.get(text(row.get(index)));
    if (label == null) {
      throw new DataException(
          "Column '%s' is %s in %s, expected one of the classes %s; correct it, leave the row out, or name all classes: label(column, classes)"
              .formatted(
                  name,
                  row.isNullAt(index) ? "null" : "'" + row.get(index) + "'",
                  place,
                  shown(field.classes())));
    }
    return new int[] {label};
  }

  private static String shown(List<String> all) {
    return all.size() <= SHOWN
        ? all.toString()
        : "%s and %s more".formatted(all.subList(0, SHOWN), all.size() - SHOWN);
  }
}
