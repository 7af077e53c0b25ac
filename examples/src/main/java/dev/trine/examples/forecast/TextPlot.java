package dev.trine.examples.forecast;

import dev.trine.examples.Setting;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A plot of letters, a column a year: what was, as a line of bars, and what was forecast, as
 * points.
 *
 * @param height in lines
 */
record TextPlot(int height) {
  private static final char BAR = '|';
  private static final char POINT = 'o';

  /**
   * Prints it.
   *
   * @param year of {@code truth[from]}, with which it begins
   */
  void print(Setting setting, int year, double[] truth, double[] forecasts, int from) {
    double most =
        IntStream.range(from, truth.length)
            .mapToDouble(t -> Math.max(truth[t], forecasts[t]))
            .max()
            .orElse(1);
    for (int line = height; line >= 1; line--) {
      char[] row = new char[truth.length - from];
      Arrays.fill(row, ' ');
      for (int i = 0; i < row.length; i++) {
        if (level(truth[from + i], most) >= line) {
          row[i] = BAR;
        }
        if (Math.max(1, level(forecasts[from + i], most)) == line) {
          row[i] = POINT;
        }
      }
      setting.say("%4.0f  %s", most * line / height, new String(row).stripTrailing());
    }
    setting.say("      %-10d%s", year, "(| sunspots, o forecast the year before)");
  }

  private int level(double value, double most) {
    return (int) Math.round(height * value / most);
  }
}
