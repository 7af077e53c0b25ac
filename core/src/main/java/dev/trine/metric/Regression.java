package dev.trine.metric;

import dev.trine.data.Field;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Absolute and squared differences. */
record Regression() implements Metric<RegressionErrors> {
  @Override
  public Tally<RegressionErrors> begin(int outputs, Field target) {
    Valued.require("Errors of a regression", target);
    return new Sums(outputs);
  }

  /** Sums by output; means and squares of targets as they come (West 1979). */
  private static final class Sums implements Tally<RegressionErrors> {
    private final int outputs;
    private final double[] squares;
    private final double[] means;
    private final double[] deviations;
    private double absolute;
    private double weight;

    Sums(int outputs) {
      this.outputs = outputs;
      squares = new double[outputs];
      means = new double[outputs];
      deviations = new double[outputs];
    }

    @Override
    public void add(float[] output, double[] target, double weight) {
      if (weight == 0) {
        return;
      }
      this.weight += weight;
      for (int i = 0; i < outputs; i++) {
        double difference = output[i] - target[i];
        absolute += weight * Math.abs(difference);
        squares[i] += weight * difference * difference;
        double fromMean = target[i] - means[i];
        means[i] += fromMean * weight / this.weight;
        deviations[i] += weight * fromMean * (target[i] - means[i]);
      }
    }

    @Override
    public RegressionErrors result() {
      double all = weight * outputs;
      return new RegressionErrors(
          absolute / all,
          Math.sqrt(Arrays.stream(squares).sum() / all),
          IntStream.range(0, outputs).mapToDouble(this::rSquared).average().orElse(Double.NaN));
    }

    private double rSquared(int output) {
      if (weight == 0) {
        return Double.NaN;
      }
      if (deviations[output] == 0) {
        return squares[output] == 0 ? 1 : 0;
      }
      return 1 - squares[output] / deviations[output];
    }
  }
}
