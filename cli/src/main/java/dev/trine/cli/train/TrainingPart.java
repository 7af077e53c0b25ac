package dev.trine.cli.train;

import dev.trine.cli.train.source.Parts;
import dev.trine.data.Dataset;
import dev.trine.dataset.split.Split;
import java.util.Optional;

/**
 * What a network is shown.
 *
 * @param trained what it learns from
 * @param validation what tells when to stop, if there is anything
 */
record TrainingPart(Dataset trained, Optional<Dataset> validation) {
  /** With nothing to tell when to stop. */
  static TrainingPart whole(Dataset set) {
    return new TrainingPart(set, Optional.empty());
  }

  /**
   * Holds out a fraction to tell when to stop, of each class alike where examples have one.
   *
   * @param fraction from 0, for none, to below 1
   * @throws IllegalArgumentException if either part would be empty
   */
  static TrainingPart validated(Dataset set, double fraction, long seed) {
    if (fraction == 0) {
      return whole(set);
    }
    Split split = Parts.split(set, fraction, seed);
    return new TrainingPart(set.select(split.train()), Optional.of(set.select(split.test())));
  }

  /** The same with what is learned from changed. */
  TrainingPart withTrained(Dataset changed) {
    return new TrainingPart(changed, validation);
  }
}
