package dev.trine.backend.op;

/**
 * Inverted dropout (Srivastava et al. 2014, section 10).
 *
 * @param rate the fraction of elements set to zero, in [0, 1)
 * @param seed the run's seed
 * @param stream which of the run's random streams: one for each dropout layer
 */
public record Dropout(double rate, long seed, int stream) {
  public Dropout {
    Checks.fraction("Dropout rate", rate);
  }

  /** What the elements that stay are multiplied by. */
  public double keptScale() {
    return 1 / (1 - rate);
  }
}
