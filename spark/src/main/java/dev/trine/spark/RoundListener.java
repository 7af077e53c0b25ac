package dev.trine.spark;

import dev.trine.train.TrainingListener;

/** Is told how training on a cluster goes, on the thread of the driver that trains. */
public interface RoundListener extends TrainingListener {
  /** After a round was applied. */
  default void onRound(RoundReport report) {}
}
