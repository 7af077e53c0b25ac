package dev.trine.train;

/** What schedules are made of. */
final class ScheduleCheck {
  private ScheduleCheck() {}

  static void atLeastOne(String name, int value) {
    require(value >= 1, name, value, "at least 1");
  }

  static void positive(String name, double value) {
    require(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "a number above 0");
  }

  /** Of the rate: a schedule that lets it grow would be one of another rate. */
  static void fraction(String name, double value) {
    require(value >= 0 && value < 1, name, value, "at least 0 and below 1");
  }

  private static void require(boolean fits, String name, double value, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(
          "The %s of a schedule is %s, expected %s".formatted(name, value, expected));
    }
  }
}
