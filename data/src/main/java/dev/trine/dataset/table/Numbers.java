package dev.trine.dataset.table;

import java.util.regex.Pattern;

/** How numbers are written in tables: with a decimal point, and an exponent or not. */
final class Numbers {
  private static final Pattern FINITE =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private Numbers() {}

  /** Whether a text is written as a number, be it one that is not finite. */
  static boolean isNumber(String text) {
    return FINITE.matcher(text).matches() || NOT_FINITE.matcher(text).matches();
  }

  /** The number that a text is; NaN for one that is not finite in single precision. */
  static double parse(String text) {
    if (!FINITE.matcher(text).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Float.isFinite((float) value) ? value : Double.NaN;
  }
}
