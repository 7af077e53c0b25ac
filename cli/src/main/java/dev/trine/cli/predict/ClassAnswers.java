package dev.trine.cli.predict;

import dev.trine.data.Dataset;
import dev.trine.metric.Scores;
import dev.trine.nn.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * The class that is most probable, and its probability.
 *
 * @param classes their names
 * @param each whether the probability of each class follows
 */
record ClassAnswers(List<String> classes, boolean each) implements Answers {
  @Override
  public float[][] of(Model model, Dataset features) {
    return model.probabilities(features);
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("prediction", "probability"));
    if (each) {
      classes.forEach(name -> columns.add("probability of " + name));
    }
    return columns;
  }

  @Override
  public List<String> row(float[] probabilities) {
    int highest = Scores.largest(probabilities);
    List<String> row = new ArrayList<>();
    row.add(classes.get(highest));
    row.add(Float.toString(probabilities[highest]));
    if (each) {
      for (float probability : probabilities) {
        row.add(Float.toString(probability));
      }
    }
    return row;
  }
}
