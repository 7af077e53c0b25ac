package dev.trine.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as pages show them. */
final class Numbers {
  static final String MISSING = "–";

  private static final MathContext DIGITS = new MathContext(6);

  private static final Pattern NUMBER =
      Pattern.compile(MISSING + "|[-+−]?[0-9,.]+(e[-+]?[0-9]+)?( %)?");

  private Numbers() {}

  /** Four digits that say something; whole numbers as they are. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? MISSING : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, size >= 1e4 && size < 1e15 ? "%,.0f" : "%.4g", value);
  }

  /** A round number beside an axis: as few digits as it has. */
  static String mark(double value) {
    BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= 1e4 && size < 1e9) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    boolean isPlain = value == 0 || size >= 1e-4 && size < 1e4;
    return isPlain ? digits.toPlainString() : digits.toString().toLowerCase(Locale.ROOT);
  }

  /** A fraction in hundredths. */
  static String percent(double fraction) {
    return Double.isNaN(fraction) ? MISSING : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
