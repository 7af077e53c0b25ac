package dev.trine.cli.bench;

import java.util.Locale;

/** Numbers for people. */
final class Figure {
  private Figure() {}

  /** With at least four digits that mean something. */
  static String of(double value) {
    int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : value >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
