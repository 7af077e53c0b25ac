package dev.trine.train;

/**
 * See {@link Schedule#onPlateau}.
 *
 * @param threshold by what part of itself the lowest loss has to fall to count as lower
 */
record OnPlateau(double factor, int patience, double threshold) implements Schedule {
  OnPlateau {
    ScheduleCheck.fraction("factor", factor);
    if (patience < 0) {
      throw new IllegalArgumentException("patience is %s, expected at least 0".formatted(patience));
    }
  }

  /** It goes through all epochs again, so that nothing needs to be kept. */
  @Override
  public double factor(Moment at) {
    double lowest = Double.POSITIVE_INFINITY;
    double product = 1;
    int without = 0;
    for (EpochReport report : at.reports()) {
      double loss = report.monitoredLoss();
      if (loss < lowest - threshold * Math.abs(lowest) || lowest == Double.POSITIVE_INFINITY) {
        lowest = loss;
        without = 0;
      } else if (++without > patience) {
        product *= factor;
        without = 0;
      }
    }
    return product;
  }
}
