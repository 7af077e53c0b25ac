package dev.trine.cli.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trine.DataException;
import dev.trine.dataset.table.Preparation;
import dev.trine.dataset.table.Table;
import dev.trine.nn.Model;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table, each with what a model predicts for it, as comma-separated values. */
final class PredictedRows {
  private static final String COLUMN = "prediction";

  private PredictedRows() {}

  /**
   * Checks that there is a place for predictions.
   *
   * @throws DataException if there is not
   */
  static void checkColumns(Table table) {
    if (table.columns().contains(COLUMN)) {
      throw new DataException(
          "The table has a column '%s', which the predictions are to be: call it otherwise"
              .formatted(COLUMN));
    }
  }

  /** All of it, with a header; a class by its name, a number in the units of the target. */
  static String of(Model model, Preparation preparation, Table table) {
    float[][] outputs = model.predict(preparation.features(table));
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(text);
    List<String> header = new ArrayList<>(table.columns());
    header.add(COLUMN);
    csv.writeRecord(header);
    List<List<String>> columns = table.columns().stream().map(table::column).toList();
    for (int i = 0; i < outputs.length; i++) {
      List<String> row = new ArrayList<>();
      for (List<String> column : columns) {
        row.add(column.get(i));
      }
      row.add(prediction(outputs[i], model.classes()));
      csv.writeRecord(row);
    }
    return text.toString();
  }

  private static String prediction(float[] output, List<String> classes) {
    if (classes.isEmpty()) {
      return Float.toString(output[0]);
    }
    int highest = 0;
    for (int i = 1; i < output.length; i++) {
      highest = output[i] > output[highest] ? i : highest;
    }
    return classes.get(highest);
  }
}
