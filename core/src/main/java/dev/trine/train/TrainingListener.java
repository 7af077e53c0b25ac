package dev.trine.train;

/** Is told how training goes, on the training thread. */
public interface TrainingListener {
  /** Whether {@link #onProgress} is wanted: it makes training wait for the device now and then. */
  default boolean wantsProgress() {
    return false;
  }

  /** Something that the caller should know, in a line. */
  default void onNotice(String line) {}

  /** Some times a second. */
  default void onProgress(Progress progress) {}

  default void onEpoch(EpochReport report) {}
}
