package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.metric.Scores;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the values of an output say of classes.
 *
 * @param output its name
 * @param shape of the values that it gives for an example
 * @param lastActivation of the layer that gives them
 * @param classes their names; none if they are no scores of classes, or that is not known
 */
record ClassScores(String output, Shape shape, Activation lastActivation, List<String> classes) {
  static ClassScores of(Model model, String output) {
    return new ClassScores(
        output,
        model.network().value(output),
        model.network().lastActivation(output),
        model.classes(output));
  }

  private void requireClasses() {
    if (classes.isEmpty()) {
      throw new IllegalStateException(
          "The output '%s' has no names of classes, so its values may be anything: name them by model.classes(…) beforehand, or ask for values"
              .formatted(output));
    }
  }

  /**
   * @throws IllegalStateException if softmax does not make probabilities of the values
   */
  void requireScores() {
    requireClasses();
    if (lastActivation != Activation.IDENTITY) {
      throw new IllegalStateException(
          "The output '%s' ends with the activation %s, so its values are no scores of which softmax makes probabilities: leave that out, or ask for values(…)"
              .formatted(output, lastActivation.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * @throws IllegalStateException if the values are not one score for each class
   */
  void requireOneLabel() {
    requireClasses();
    if (shape.elements() != classes.size()) {
      throw new IllegalStateException(
          "The output '%s' is %s, a class for each step: ask for probabilities(…) or values(…), of which each row of %s is one step"
              .formatted(output, shape, classes.size()));
    }
  }

  /** The softmax of each row of scores, in double precision. */
  float[] probabilities(float[] scores) {
    float[] probabilities = new float[scores.length];
    for (int row = 0; row < scores.length; row += classes.size()) {
      double[] ofRow = Scores.softmax(Arrays.copyOfRange(scores, row, row + classes.size()));
      for (int i = 0; i < ofRow.length; i++) {
        probabilities[row + i] = (float) ofRow[i];
      }
    }
    return probabilities;
  }

  /** The name of the class with the highest score; of several, of the first. */
  String label(float[] scores) {
    return classes.get(highest(scores));
  }

  /** The number of that class, from 0. */
  int highest(float[] scores) {
    int highest = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalStateException(
            "The output '%s' has NaN for the class '%s', so none is the highest: look for NaN in the example and the weights"
                .formatted(output, classes.get(i)));
      }
      highest = scores[i] > scores[highest] ? i : highest;
    }
    return highest;
  }
}
