package dev.trine.cli.train.outcome;

import java.util.List;

/** Things to do at the end, of which one that fails takes none of the others with it. */
public final class Steps {
  private Steps() {}

  /**
   * Does all of them.
   *
   * @throws RuntimeException that of the first that failed, the others suppressed
   */
  public static void all(List<Runnable> steps) {
    RuntimeException failure = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException failed) {
        if (failure == null) {
          failure = failed;
        } else {
          failure.addSuppressed(failed);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
