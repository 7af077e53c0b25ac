package dev.trine.spark.ml;

import dev.trine.DataException;
import dev.trine.spark.RowInput;
import dev.trine.spark.RowSetBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** The column of what is to be learnt, as Spark ML has it: numbers; of classes their indices. */
final class Labels {
  private Labels() {}

  /**
   * @throws IllegalArgumentException if there is no such column of numbers
   */
  static void check(StructType schema, String name) {
    DataType type = RowInput.field(schema, name).dataType();
    if (!(type instanceof NumericType)) {
      throw new IllegalArgumentException(
          "Column '%s' of labels is %s, expected a number%s"
              .formatted(
                  name,
                  type.catalogString(),
                  type.equals(DataTypes.StringType)
                      ? "; put a StringIndexer before this stage, and take its output"
                      : ""));
    }
  }

  /**
   * The names of the classes: those that the column's metadata has, as a StringIndexer leaves them;
   * else as many numbers as the metadata says, or as the largest label needs.
   */
  static List<String> classes(Dataset<Row> rows, String name) {
    Attribute attribute = Attribute.fromStructField(RowInput.field(rows.schema(), name));
    if (attribute instanceof NominalAttribute nominal) {
      Option<String[]> values = nominal.values();
      if (values.isDefined()) {
        return List.of(values.get());
      }
      Option<Object> count = nominal.getNumValues();
      if (count.isDefined()) {
        return indices((Integer) count.get());
      }
    }
    return indices(largest(rows, name) + 1);
  }

  static List<String> indices(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static int largest(Dataset<Row> rows, String name) {
    Object found = rows.select(functions.max(RowInput.column(name)).cast("double")).first().get(0);
    double largest = found == null ? -1 : (Double) found;
    if (!(largest >= 0 && largest < RowSetBuilder.MOST_CLASSES && largest == Math.rint(largest))) {
      throw new DataException(
          "The largest label in column '%s' is %s, expected the index of a class, a whole number from 0 to %s; a StringIndexer makes indices of anything, and TrineRegressor learns numbers"
              .formatted(name, found, RowSetBuilder.MOST_CLASSES - 1));
    }
    return (int) largest;
  }
}
