package dev.trine.dataset.split;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import java.util.List;

/** How much classes weigh in a loss, so that rare ones are not drowned. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Weights inversely proportional to how often classes occur: n / (k · n_c) for class c, of n
   * examples of k classes, n_c of which are of class c. So the weights of the examples have the
   * mean 1. It is the heuristic that scikit-learn calls "balanced" ({@code
   * sklearn.utils.class_weight.compute_class_weight}), after King and Zeng, "Logistic Regression in
   * Rare Events Data", Political Analysis 9 (2001).
   *
   * @param training of which the classes are counted
   * @return one for each class, in the order of the labels
   * @throws IllegalArgumentException if the set has not just one target, of one label an example
   * @throws DataException if a class does not occur, naming it
   */
  public static double[] balanced(Dataset training) {
    List<String> classes = ClassLabels.field(training).classes();
    List<Integer> labels = ClassLabels.of(training);
    int[] counts = new int[classes.size()];
    labels.forEach(label -> counts[label]++);
    double[] weights = new double[classes.size()];
    for (int i = 0; i < weights.length; i++) {
      if (counts[i] == 0) {
        throw new DataException(
            "Class '%s' is of none of the %s examples, so that nothing balances it; split stratified, or leave it out of the classes"
                .formatted(classes.get(i), labels.size()));
      }
      weights[i] = labels.size() / ((double) weights.length * counts[i]);
    }
    return weights;
  }
}
