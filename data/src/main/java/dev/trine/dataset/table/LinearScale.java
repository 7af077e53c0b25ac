package dev.trine.dataset.table;

/**
 * Numbers counted from an origin in units.
 *
 * @param unit above 0
 */
record LinearScale(double origin, double unit) {
  static final LinearScale IDENTITY = new LinearScale(0, 1);

  double scaled(double value) {
    return (value - origin) / unit;
  }

  double original(double scaled) {
    return scaled * unit + origin;
  }
}
