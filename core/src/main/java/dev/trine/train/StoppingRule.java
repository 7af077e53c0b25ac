package dev.trine.train;

import java.util.List;

/** Decides after each epoch whether training goes on. */
@FunctionalInterface
public interface StoppingRule {
  /**
   * Whether to stop.
   *
   * @param epochs all so far, oldest first
   */
  boolean stops(List<EpochReport> epochs);

  /**
   * Stops when the monitored loss was not below its minimum for so many epochs (Prechelt 1998). A
   * loss of NaN is above any other.
   */
  static StoppingRule noImprovement(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience is %s, expected at least 1".formatted(patience));
    }
    return epochs -> {
      int best = 0;
      for (int i = 1; i < epochs.size(); i++) {
        double lowest = epochs.get(best).monitoredLoss();
        if (Double.compare(epochs.get(i).monitoredLoss(), lowest) < 0) {
          best = i;
        }
      }
      return epochs.size() - 1 - best >= patience;
    };
  }

  /** Stops when the monitored loss is at most {@code loss}. */
  static StoppingRule lossAtMost(double loss) {
    return epochs -> epochs.get(epochs.size() - 1).monitoredLoss() <= loss;
  }
}
