package dev.trine.dataset.table;

/**
 * Numbers counted from an origin in units.
 *
 * @param unit above 0
 */
record LinearScale(double origin, double unit) {
  static final LinearScale IDENTITY = new LinearScale(0, 1);

  /**
   * A number on this scale, in single precision.
   *
   * @param row and the column: where in the table the number is, for messages
   * @throws dev.trine.DataException if it is too large
   */
  float scaled(double value, Table table, int row, int column) {
    double scaled = (value - origin) / unit;
    if (!Float.isFinite((float) scaled)) {
      throw table.fault(
          row,
          column,
          "which is %s when it is scaled, expected at most %s; correct it, or use Scaling.NONE"
              .formatted(scaled, Float.MAX_VALUE));
    }
    return (float) scaled;
  }

  double original(double scaled) {
    return scaled * unit + origin;
  }
}
