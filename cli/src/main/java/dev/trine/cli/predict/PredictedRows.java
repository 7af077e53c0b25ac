package dev.trine.cli.predict;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trine.DataException;
import dev.trine.cli.Fit;
import dev.trine.cli.predict.data.SavedModelData;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Examples, each with what a model predicts for it, as comma-separated values. */
final class PredictedRows {
  private PredictedRows() {}

  /**
   * All of it, with a header.
   *
   * @throws DataException if the examples are none for the model, or a column of theirs is called
   *     as one of the answers
   */
  static String of(SavedModelData data, Model model, Answers answers) {
    Dataset features = data.features(model);
    Fit.checkInputs(model.network(), features);
    float[][] outputs = answers.of(model, features);
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(text);
    csv.writeRecord(header(data.columns(), answers.columns()));
    for (int i = 0; i < outputs.length; i++) {
      csv.writeRecord(joined(data.row(i), answers.row(outputs[i])));
    }
    return text.toString();
  }

  private static List<String> header(List<String> columns, List<String> answers) {
    for (String answer : answers) {
      if (columns.contains(answer)) {
        throw new DataException(
            "The table has a column '%s', which the predictions are to be: call it otherwise"
                .formatted(answer));
      }
    }
    return joined(columns, answers);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
