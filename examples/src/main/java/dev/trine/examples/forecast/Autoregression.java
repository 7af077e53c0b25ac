package dev.trine.examples.forecast;

import java.util.Arrays;

/**
 * The next number as a linear function of the numbers before it, {@code x[t] = c₀ + Σ cᵢ·x[t−i]},
 * by least squares (Yule 1927, who made it for sunspots).
 *
 * @param coefficients c₀, c₁ … c of the order
 */
record Autoregression(double[] coefficients) {
  /** Fitted to {@code series[order]} up to, and not with, {@code series[end]}. */
  static Autoregression fit(double[] series, int order, int end) {
    double[][] rows = new double[end - order][];
    double[] values = new double[end - order];
    for (int t = order; t < end; t++) {
      rows[t - order] = row(series, order, t);
      values[t - order] = series[t];
    }
    return new Autoregression(LeastSquares.solve(rows, values));
  }

  /**
   * Fitted up to {@code end}, of that order, at most {@code most}, which, fitted up to {@code
   * begin}, comes nearest to the numbers between the two.
   */
  static Autoregression chosen(double[] series, int most, int begin, int end) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int order = 1; order <= most; order++) {
      double[] forecasts = fit(series, order, begin).forecasts(series);
      double error = Forecast.error(forecasts, series, begin, end);
      if (error < least) {
        least = error;
        best = order;
      }
    }
    return fit(series, best, end);
  }

  int order() {
    return coefficients.length - 1;
  }

  /** What it says of each number, of which it sees those before; NaN of the first ones. */
  double[] forecasts(double[] series) {
    double[] forecasts = new double[series.length];
    Arrays.fill(forecasts, 0, order(), Double.NaN);
    for (int t = order(); t < series.length; t++) {
      double[] row = row(series, order(), t);
      for (int i = 0; i < row.length; i++) {
        forecasts[t] += coefficients[i] * row[i];
      }
    }
    return forecasts;
  }

  private static double[] row(double[] series, int order, int t) {
    double[] row = new double[order + 1];
    row[0] = 1;
    for (int i = 1; i <= order; i++) {
      row[i] = series[t - i];
    }
    return row;
  }
}
