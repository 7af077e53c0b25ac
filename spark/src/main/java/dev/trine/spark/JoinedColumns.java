package dev.trine.spark;

import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The elements of some columns, one behind the other.
 *
 * @param shapes of what each column has
 */
record JoinedColumns(Field field, List<RowColumn> columns, List<Shape> shapes) implements RowField {
  /** The type of the elements that all of some columns give. */
  static DType elements(String field, List<RowColumn> columns) {
    DType elements = columns.get(0).kind().elements();
    for (RowColumn column : columns) {
      DType own = column.kind().elements();
      if (own != elements) {
        throw new IllegalArgumentException(
            "Columns '%s' (%s) and '%s' (%s) cannot be joined to the field '%s': the one becomes %s, the other %s; cast one, or make fields of their own by input(field, columns)"
                .formatted(
                    columns.get(0).name(),
                    columns.get(0).type(),
                    column.name(),
                    column.type(),
                    field,
                    elements,
                    own));
      }
    }
    return elements;
  }

  /** The shapes that a row has in some columns. */
  static List<Shape> shapes(List<RowColumn> columns, Row row, RowPlace place) {
    List<Shape> shapes = new ArrayList<>();
    columns.forEach(column -> shapes.add(column.shape(row, place)));
    return shapes;
  }

  /** The shape of all together: of one column its own, else as many in a row. */
  static Shape joined(List<Shape> shapes) {
    return shapes.size() == 1
        ? shapes.get(0)
        : Shape.of(shapes.stream().mapToLong(Shape::elements).sum());
  }

  @Override
  public Object read(Row row, RowPlace place) {
    Class<?> element = ElementArray.of(field.type().type()).element();
    Object array = Array.newInstance(element, Math.toIntExact(field.type().elements()));
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).read(row, place, shapes.get(i), array, at);
      at += (int) shapes.get(i).elements();
    }
    return array;
  }
}
