package dev.trine.spark.ml;

import dev.trine.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Digits as a table has them: a column for each pixel, and the name of the digit. */
final class DigitRows {
  static final int PIXELS = 64;

  private DigitRows() {}

  static String[] pixels() {
    return IntStream.range(0, PIXELS).mapToObj(i -> "p" + i).toArray(String[]::new);
  }

  static org.apache.spark.sql.Dataset<Row> of(SparkSession session, Dataset digits) {
    StructType schema = new StructType();
    for (String pixel : pixels()) {
      schema = schema.add(pixel, DataTypes.DoubleType);
    }
    schema = schema.add("digit", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      Object[] row = new Object[PIXELS + 1];
      double[] pixels = digits.read(Dataset.FEATURES, i);
      for (int j = 0; j < PIXELS; j++) {
        row[j] = pixels[j];
      }
      row[PIXELS] = "digit " + (int) digits.read(Dataset.TARGETS, i)[0];
      rows.add(RowFactory.create(row));
    }
    return session.createDataFrame(rows, schema).repartition(3);
  }
}
