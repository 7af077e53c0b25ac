package dev.trine.spark;

import dev.trine.data.Field;
import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A column of rows as an input of a network, for single rows; {@link RowSetBuilder} says how. */
public final class RowInput implements Serializable {
  private static final long serialVersionUID = 1;

  private final JoinedColumns columns;

  private RowInput(JoinedColumns columns) {
    this.columns = columns;
  }

  /**
   * The column of a name.
   *
   * @throws IllegalArgumentException if there is none, or none that gives elements of the input's
   *     type
   */
  public static RowInput of(StructType schema, String column, Network.Input input) {
    RowColumn found = RowColumn.of(schema, column);
    DType elements = found.kind().elements();
    if (elements != input.type().type()) {
      throw new IllegalArgumentException(
          "Column '%s' is %s, which becomes %s, but the network takes '%s' as %s; cast the column, or give the network's input that type and begin with scale(factor, shift)"
              .formatted(column, found.type(), elements, input.name(), input.type()));
    }
    Shape shape =
        found.kind() == ColumnKind.IMAGE ? input.type().shape() : Shape.of(input.type().elements());
    return new RowInput(
        new JoinedColumns(Field.input(input.name(), input.type()), List.of(found), List.of(shape)));
  }

  /**
   * What a schema says of a column.
   *
   * @throws IllegalArgumentException if there is none; it lists those there are
   */
  public static StructField field(StructType schema, String name) {
    List<String> names = List.of(schema.fieldNames());
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "There is no column '%s' among %s; name one of them".formatted(name, names));
    }
    return schema.fields()[schema.fieldIndex(name)];
  }

  /** A column of just this name, be there points in it. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /**
   * Checks that there is a column that can be an input of some network.
   *
   * @throws IllegalArgumentException if there is none, or none of a type that is read
   */
  public static void check(StructType schema, String column) {
    RowColumn.of(schema, column);
  }

  /**
   * What a row has of it, whole numbers as floats too, as a {@link dev.trine.nn.Predictor} takes
   * them.
   *
   * @param partition the row's, for messages
   * @param number of the row in it, for messages
   * @throws dev.trine.DataException if something is missing, not finite or of another size
   */
  public float[] read(Row row, int partition, long number) {
    Object elements = columns.read(row, new RowPlace(partition, number));
    if (elements instanceof float[] floats) {
      return floats;
    }
    float[] floats = new float[Math.toIntExact(columns.field().type().elements())];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = elements instanceof byte[] bytes ? bytes[i] & 0xff : ((int[]) elements)[i];
    }
    return floats;
  }
}
