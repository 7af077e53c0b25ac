package dev.trine.metric;

import dev.trine.data.Field;

/** How often the label is among the k largest scores. */
record TopKAccuracy(int k) implements Metric<Double> {
  TopKAccuracy {
    if (k < 1) {
      throw new IllegalArgumentException("k is %s, expected at least 1".formatted(k));
    }
  }

  @Override
  public Tally<Double> begin(int outputs, Field target) {
    Labelled.require("Top-k accuracy", outputs, target);
    if (k > outputs) {
      throw new IllegalArgumentException(
          "k is %s, expected at most the %s classes".formatted(k, outputs));
    }
    return new Hits();
  }

  private final class Hits implements Tally<Double> {
    private double hits;
    private double all;

    @Override
    public void add(float[] output, double[] target, double weight) {
      int label = Labelled.of(target, output.length);
      if (label >= 0) {
        all += weight;
        hits += Labelled.rank(output, label) < k ? weight : 0;
      }
    }

    @Override
    public Double result() {
      return hits / all;
    }
  }
}
