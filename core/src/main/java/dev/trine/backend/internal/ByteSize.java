package dev.trine.backend.internal;

import java.util.List;
import java.util.Locale;

/**
 * An amount of memory as people read it: in the unit that leaves one to four digits before the
 * point.
 */
public final class ByteSize {
  private static final int STEP = 1024;
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private ByteSize() {}

  /** Such as {@code 640 bytes} or {@code 1.5 GiB}. */
  public static String of(long bytes) {
    if (bytes < STEP) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double amount = (double) bytes / STEP;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.size() - 1) {
      amount /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS.get(unit));
  }
}
