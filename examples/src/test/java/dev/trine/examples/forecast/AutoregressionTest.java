package dev.trine.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AutoregressionTest {
  @Test
  void findsTheRecurrenceThatMadeASeries() {
    double[] series = new double[40];
    series[0] = 1;
    series[1] = 3;
    for (int t = 2; t < series.length; t++) {
      series[t] = 0.5 + 1.6 * series[t - 1] - 0.9 * series[t - 2];
    }
    Autoregression fitted = Autoregression.fit(series, 2, 30);
    assertArrayEquals(new double[] {0.5, 1.6, -0.9}, fitted.coefficients(), 1e-9);
    double[] forecasts = fitted.forecasts(series);
    assertTrue(Double.isNaN(forecasts[1]));
    assertEquals(series[39], forecasts[39], 1e-9);
  }

  @Test
  void leastSquaresAreLeast() {
    // The line nearest to (0, 0), (1, 0), (2, 3): −0.5 + 1.5·x.
    double[][] rows = {{1, 0}, {1, 1}, {1, 2}};
    assertArrayEquals(
        new double[] {-0.5, 1.5}, LeastSquares.solve(rows, new double[] {0, 0, 3}), 1e-12);
  }
}
