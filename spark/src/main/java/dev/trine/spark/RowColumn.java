package dev.trine.spark;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column that is read as elements of a field.
 *
 * @param index where it is in a row
 * @param type in Spark's words
 */
record RowColumn(String name, int index, ColumnKind kind, String type) implements Serializable {
  /**
   * The column of a name.
   *
   * @throws IllegalArgumentException if there is none, or none that is read
   */
  static RowColumn of(StructType schema, String name) {
    StructField field = RowInput.field(schema, name);
    String type = words(field.dataType());
    ColumnKind kind =
        ColumnKind.of(field.dataType())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Column '%s' is %s, expected %s; make it one of these by a cast, or by a stage such as VectorAssembler or StringIndexer"
                            .formatted(name, type, ColumnKind.EXPECTED)));
    return new RowColumn(name, schema.fieldIndex(name), kind, type);
  }

  /** A type as users know it; a vector is a struct to Spark. */
  private static String words(DataType type) {
    return type.equals(SQLDataTypes.VectorType()) ? "vector" : type.catalogString();
  }

  /** The shape of what a row has here. */
  Shape shape(Row row, RowPlace place) {
    return kind.shape(value(row, place));
  }

  /**
   * Copies what a row has here.
   *
   * @param shape that it is to have
   * @throws DataException if something is missing, not finite, or of another shape
   */
  void read(Row row, RowPlace place, Shape shape, Object to, int at) {
    Object value = value(row, place);
    Shape found = kind.shape(value);
    if (!found.equals(shape)) {
      throw unfit(place, value, found, shape);
    }
    kind.copy(value, to, at);
    if (to instanceof float[] floats) {
      requireFinite(place, floats, at, (int) shape.elements());
    }
  }

  private Object value(Row row, RowPlace place) {
    if (row.isNullAt(index)) {
      throw missing(place, "is null");
    }
    Object value;
    try {
      value = kind.value(row, index);
    } catch (IllegalArgumentException unreadable) {
      throw new DataException(
          "Column '%s' in %s: %s".formatted(name, place, unreadable.getMessage()), unreadable);
    }
    if (value instanceof List<?> list && list.contains(null)) {
      throw missing(place, "has null as element %s".formatted(list.indexOf(null)));
    }
    return value;
  }

  private void requireFinite(RowPlace place, float[] values, int at, int count) {
    for (int i = at; i < at + count; i++) {
      if (!Float.isFinite(values[i])) {
        throw missing(
            place,
            count == 1 ? "is " + values[i] : "has %s as element %s".formatted(values[i], i - at));
      }
    }
  }

  private DataException missing(RowPlace place, String fault) {
    return new DataException(
        "Column '%s' (%s) %s in %s, expected finite values of single precision; leave such rows out (rows.na().drop()), fill them (rows.na().fill(…), Imputer), or correct them"
            .formatted(name, type, fault, place));
  }

  private DataException unfit(RowPlace place, Object value, Shape found, Shape expected) {
    if (value instanceof RowImage image) {
      return new DataException(
          "Column '%s' has the image %s of %s in %s, expected %s [height, width, channels] as all others; make the images of one size and colour first, as ImageFolder of Trine's module data does"
              .formatted(name, image.origin(), found, place, expected));
    }
    return new DataException(
        "Column '%s' (%s) has %s elements in %s, expected %s; leave the row out or fill it up"
            .formatted(name, type, found.elements(), place, expected.elements()));
  }
}
