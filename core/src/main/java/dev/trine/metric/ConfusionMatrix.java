package dev.trine.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each, and what follows from it (Sokolova and Lapalme 2009,
 * tables 2 and 3). A ratio of nothing to nothing is 0. Macro averages are over the classes that
 * occur, as a label or as an answer; of exclusive classes micro-averaged precision, recall and F1
 * all are the accuracy.
 */
public final class ConfusionMatrix {
  private final List<String> classes;
  private final double[][] counts;

  /**
   * A matrix of counts.
   *
   * @param classes their names
   * @param counts by label, and then by answer; weights where answers have some
   */
  public ConfusionMatrix(List<String> classes, double[][] counts) {
    this.classes = List.copyOf(classes);
    this.counts = Arrays.stream(counts).map(double[]::clone).toArray(double[][]::new);
    for (double[] row : this.counts) {
      if (this.counts.length != classes.size() || row.length != classes.size()) {
        throw new IllegalArgumentException(
            "The counts are not square in the %s classes".formatted(classes.size()));
      }
    }
  }

  /** The names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** How many examples of one class were taken for one; by their weights, if they have some. */
  public double count(int label, int answer) {
    return counts[label][answer];
  }

  /** The fraction of all that was answered correctly. */
  public double accuracy() {
    double right = each().mapToDouble(c -> counts[c][c]).sum();
    return ratio(right, each().mapToDouble(this::labelled).sum());
  }

  /** The fraction of what was taken for a class that is of it. */
  public double precision(int of) {
    return ratio(counts[of][of], answered(of));
  }

  /** The fraction of what is of a class that was taken for it. */
  public double recall(int of) {
    return ratio(counts[of][of], labelled(of));
  }

  /** The harmonic mean of precision and recall of a class. */
  public double f1(int of) {
    return ratio(2 * counts[of][of], labelled(of) + answered(of));
  }

  /** The mean of the classes' precisions. */
  public double macroPrecision() {
    return macro(this::precision);
  }

  /** The mean of the classes' recalls: balanced accuracy, where each class occurs. */
  public double macroRecall() {
    return macro(this::recall);
  }

  /** The mean of the classes' F1. */
  public double macroF1() {
    return macro(this::f1);
  }

  /** F1 of all classes' counts together: the accuracy. */
  public double microF1() {
    return accuracy();
  }

  private double macro(IntToDoubleFunction ofClass) {
    return each()
        .filter(c -> labelled(c) + answered(c) > 0)
        .mapToDouble(ofClass)
        .average()
        .orElse(0);
  }

  private IntStream each() {
    return IntStream.range(0, classes.size());
  }

  private double labelled(int c) {
    return Arrays.stream(counts[c]).sum();
  }

  private double answered(int c) {
    return each().mapToDouble(label -> counts[label][c]).sum();
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** A line for each label: its name, and the counts of its answers. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (int c = 0; c < classes.size(); c++) {
      lines.append(c == 0 ? "" : "\n").append(classes.get(c)).append(' ');
      lines.append(Arrays.toString(counts[c]));
    }
    return lines.toString();
  }
}
