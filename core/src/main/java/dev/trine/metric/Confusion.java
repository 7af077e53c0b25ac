package dev.trine.metric;

import dev.trine.data.Field;
import java.util.List;
import java.util.stream.IntStream;

/** Which class was taken for which. */
record Confusion() implements Metric<ConfusionMatrix> {
  @Override
  public Tally<ConfusionMatrix> begin(int outputs, Field target) {
    Labelled.require("A confusion matrix", outputs, target);
    List<String> classes =
        target.classes().isEmpty()
            ? IntStream.range(0, outputs).mapToObj(Integer::toString).toList()
            : target.classes();
    return new Counts(classes);
  }

  private static final class Counts implements Tally<ConfusionMatrix> {
    private final List<String> classes;
    private final double[][] counts;

    Counts(List<String> classes) {
      this.classes = classes;
      counts = new double[classes.size()][classes.size()];
    }

    @Override
    public void add(float[] output, double[] target, double weight) {
      int label = Labelled.of(target, output.length);
      if (label >= 0) {
        counts[label][Scores.largest(output)] += weight;
      }
    }

    @Override
    public ConfusionMatrix result() {
      return new ConfusionMatrix(classes, counts);
    }
  }
}
