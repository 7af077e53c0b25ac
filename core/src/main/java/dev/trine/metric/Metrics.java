package dev.trine.metric;

/** The metrics, for static import. All count an answer by its weight, where a set has weights. */
public final class Metrics {
  private Metrics() {}

  /**
   * The fraction of answers of which the label is among the k classes of the largest scores. Of
   * equal scores the class that comes first is the larger, so that k = 1 is the accuracy.
   */
  public static Metric<Double> topKAccuracy(int k) {
    return new TopKAccuracy(k);
  }

  /**
   * How often each class was taken for each, against labels: the answer is the class of the first
   * of the largest scores. Precision, recall and F1 are read off it.
   */
  public static Metric<ConfusionMatrix> confusionMatrix() {
    return new Confusion();
  }

  /**
   * The same for a single output against a number that is 0 or 1: the answer is "positive" where
   * the output is above the threshold, and should be where the target is above 0.5.
   *
   * @param threshold of the output: 0 for the score of a binary cross-entropy
   */
  public static Metric<ConfusionMatrix> confusionMatrix(double threshold) {
    return new BinaryConfusion(threshold);
  }

  /**
   * The area under the ROC curve: how probable it is that a positive example has a larger score
   * than a negative one, ties counting half (Fawcett 2006, section 7), exactly, by ranking. Of a
   * single output, whose target is positive above 0.5, or of two classes, of which the second is
   * positive. NaN if all examples are of one kind, or a score is NaN. It keeps 8 bytes for each
   * answer.
   */
  public static Metric<Double> rocAuc() {
    return new RocAuc();
  }

  /** Mean absolute error, root mean squared error and R² against numbers. */
  public static Metric<RegressionErrors> regressionErrors() {
    return new Regression();
  }
}
