package dev.trine.train;

import java.time.Duration;
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

  /** As {@link #noImprovement(int, double)} of whatever size. */
  static StoppingRule noImprovement(int patience) {
    return noImprovement(patience, 0);
  }

  /**
   * Stops when the monitored loss was not below its minimum, by more than {@code least}, for so
   * many epochs (Prechelt 1998). A loss of NaN is above any other.
   */
  static StoppingRule noImprovement(int patience, double least) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience is %s, expected at least 1".formatted(patience));
    }
    if (!(least >= 0)) {
      throw new IllegalArgumentException("least is %s, expected at least 0".formatted(least));
    }
    return epochs -> {
      int best = 0;
      for (int i = 1; i < epochs.size(); i++) {
        double lowest = epochs.get(best).monitoredLoss();
        if (Double.compare(epochs.get(i).monitoredLoss(), lowest - least) < 0) {
          best = i;
        }
      }
      return epochs.size() - 1 - best >= patience;
    };
  }

  /**
   * Stops when the monitored loss is at most {@code loss}.
   *
   * @throws IllegalArgumentException if that is NaN, which no loss is at most
   */
  static StoppingRule lossAtMost(double loss) {
    requireNumber("loss", loss);
    return epochs -> last(epochs).monitoredLoss() <= loss;
  }

  /**
   * Stops when the gradient of the mean loss has a norm of at most {@code norm}, in the last step
   * of an epoch. That is where training has arrived if an epoch is {@linkplain
   * TrainerBuilder#fullBatch one step}; of mini-batches it is one draw.
   *
   * @throws IllegalArgumentException if {@code norm} is NaN, which no norm is at most
   */
  static StoppingRule gradientNormAtMost(double norm) {
    requireNumber("norm", norm);
    return epochs -> last(epochs).gradientNorm() <= norm;
  }

  /** Stops behind the epoch in which training, over all epochs, has taken so long. */
  static StoppingRule after(Duration time) {
    double seconds = time.toNanos() * 1e-9;
    return epochs -> epochs.stream().mapToDouble(EpochReport::seconds).sum() >= seconds;
  }

  /** Stops when one of these does. */
  static StoppingRule any(StoppingRule... rules) {
    List<StoppingRule> all = List.of(rules);
    return epochs -> all.stream().anyMatch(rule -> rule.stops(epochs));
  }

  private static void requireNumber(String name, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("%s is NaN, expected a number".formatted(name));
    }
  }

  private static EpochReport last(List<EpochReport> epochs) {
    return epochs.get(epochs.size() - 1);
  }
}
