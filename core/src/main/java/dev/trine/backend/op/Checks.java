package dev.trine.backend.op;

/**
 * Ranges of settings. They are doubles here but 32-bit floats where they are used: a number that
 * becomes 0, 1 or infinite there is not what its user asked for. Nor are subnormal numbers taken,
 * which many devices flush to 0.
 */
public final class Checks {
  private static final float LEAST = Float.MIN_NORMAL;
  private static final float MOST = Float.MAX_VALUE;
  private static final float BELOW_ONE = Math.nextDown(1f);

  private Checks() {}

  /** Refuses what is not above 0 and finite. */
  public static void positive(String name, double value) {
    require(value >= LEAST && value <= MOST, name, value, "a number from %s to %s", LEAST, MOST);
  }

  /** Refuses what is neither 0 nor above it and finite. */
  public static void notNegative(String name, double value) {
    boolean fits = value == 0 || value >= LEAST && value <= MOST;
    require(fits, name, value, "0 or a number from %s to %s", LEAST, MOST);
  }

  /** Refuses what is not in [0, 1). */
  public static void fraction(String name, double value) {
    boolean fits = value == 0 || value >= LEAST && value <= BELOW_ONE;
    require(fits, name, value, "0 or a number from %s to %s", LEAST, BELOW_ONE);
  }

  /** Of either sign. */
  static void factor(String name, double value) {
    double size = Math.abs(value);
    boolean fits = size == 0 || size >= LEAST && size <= MOST;
    require(fits, name, value, "0 or a number of a magnitude from %s to %s", LEAST, MOST);
  }

  private static void require(
      boolean fits, String name, double value, String range, float least, float most) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s, the limits of 32-bit floats"
              .formatted(name, value, range.formatted(least, most)));
    }
  }
}
