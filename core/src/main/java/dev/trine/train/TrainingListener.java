package dev.trine.train;

import dev.trine.graph.compile.Settling;
import java.nio.file.Path;

/** Is told how training goes, on the training thread. */
public interface TrainingListener {
  /** Whether {@link #onProgress} is wanted: it makes training wait for the device now and then. */
  default boolean wantsProgress() {
    return false;
  }

  /** Something that the caller should know, in a line. */
  default void onNotice(String line) {}

  /** After a {@link Checkpoint} was written, of a {@linkplain Checkpoint#moment moment}. */
  default void onCheckpoint(Path file, String moment) {}

  /** Some times a second. */
  default void onProgress(Progress progress) {}

  default void onEpoch(EpochReport report) {}

  /**
   * After an epoch in which a fixed point did not settle for some batch, before {@link #onEpoch}.
   * Training goes on; the gradients of such steps are not exact. The first time it is also logged.
   *
   * @param worst the run of the loop that came least near to its fixed point
   */
  default void onUnsettled(int epoch, Settling worst) {}
}
