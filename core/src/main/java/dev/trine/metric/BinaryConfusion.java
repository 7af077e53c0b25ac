package dev.trine.metric;

import dev.trine.data.Field;
import java.util.List;

/** Whether a single output is above a threshold where it should be. */
record BinaryConfusion(double threshold) implements Metric<ConfusionMatrix> {
  @Override
  public Tally<ConfusionMatrix> begin(int outputs, Field target) {
    Valued.requireSingle("A confusion matrix by a threshold", outputs, target);
    return new Counts();
  }

  private final class Counts implements Tally<ConfusionMatrix> {
    private final double[][] counts = new double[2][2];

    @Override
    public void add(float[] output, double[] target, double weight) {
      counts[target[0] > 0.5 ? 1 : 0][output[0] > threshold ? 1 : 0] += weight;
    }

    @Override
    public ConfusionMatrix result() {
      return new ConfusionMatrix(List.of("negative", "positive"), counts);
    }
  }
}
