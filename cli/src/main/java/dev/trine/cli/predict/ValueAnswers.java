package dev.trine.cli.predict;

import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers in the units of the target.
 *
 * @param count of each example
 */
record ValueAnswers(int count) implements Answers {
  @Override
  public float[][] of(Model model, Dataset features) {
    return model.predict(features);
  }

  @Override
  public List<String> columns() {
    return count == 1
        ? List.of("prediction")
        : IntStream.range(0, count).mapToObj(i -> "prediction " + i).toList();
  }

  @Override
  public List<String> row(float[] values) {
    List<String> row = new ArrayList<>();
    for (float value : values) {
      row.add(Float.toString(value));
    }
    return row;
  }
}
