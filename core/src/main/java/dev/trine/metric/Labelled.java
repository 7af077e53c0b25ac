package dev.trine.metric;

import dev.trine.data.Field;
import dev.trine.tensor.DType;

/** Answers that are scores of classes, against labels. */
final class Labelled {
  private Labelled() {}

  /**
   * @throws IllegalArgumentException if targets are no labels of as many classes
   */
  static void require(String metric, int outputs, Field target) {
    boolean fits = target.classes().isEmpty() || target.classes().size() == outputs;
    if (target.type().type() != DType.I32 || !fits) {
      throw new IllegalArgumentException(
          "%s compares scores of classes with labels, but there are %s outputs and the field '%s' is %s, of %s classes"
              .formatted(metric, outputs, target.name(), target.type(), target.classes().size()));
    }
  }

  /**
   * The label of an answer; −1 if it does not count.
   *
   * @throws IllegalArgumentException if it is none of the classes
   */
  static int of(double[] target, int classes) {
    double label = target[0];
    if (label < -1 || label >= classes) {
      throw new IllegalArgumentException(
          "A label is %s, expected one of 0 to %s, or -1 for what does not count"
              .formatted((int) label, classes - 1));
    }
    return (int) label;
  }

  /** How many classes have a larger score than one, or an equal one and come first. */
  static int rank(float[] scores, int label) {
    int rank = 0;
    for (int c = 0; c < scores.length; c++) {
      boolean isBefore = scores[c] == scores[label] && c < label;
      // NaN is above all.
      if (c != label && (isBefore || !(scores[c] <= scores[label]))) {
        rank++;
      }
    }
    return rank;
  }
}
