package dev.trine.benchmarks.peers;

import java.util.Arrays;

/** Medians and quartiles. */
final class Quantiles {
  private final double[] ascending;

  private Quantiles(double[] ascending) {
    this.ascending = ascending;
  }

  static Quantiles of(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return new Quantiles(ascending);
  }

  /** Between two values, interpolated. */
  double at(double quantile) {
    double place = quantile * (ascending.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }
}
