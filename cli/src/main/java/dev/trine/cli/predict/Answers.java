package dev.trine.cli.predict;

import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import java.util.List;

/** How what a model gives for an example is told in columns. */
interface Answers {
  /**
   * What a model's answers are.
   *
   * @param each whether the probability of each class is told, and not only of the predicted one
   * @throws IllegalArgumentException if that is asked of a model that gives no classes
   */
  static Answers to(Model model, boolean each) {
    List<String> classes = model.classes();
    if (!classes.isEmpty()) {
      return new ClassAnswers(classes, each);
    }
    if (each) {
      throw new IllegalArgumentException(
          "--probabilities: the model gives values and no classes; leave it out");
    }
    return new ValueAnswers((int) model.network().output(model.network().onlyOutput()).elements());
  }

  /** What the model gives for each example. */
  float[][] of(Model model, Dataset features);

  /** The names of the columns. */
  List<String> columns();

  /** What they are for what was given for an example. */
  List<String> row(float[] given);
}
