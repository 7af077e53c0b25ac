package dev.trine.cli;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;

/** Whether a network and examples that a user has in files are for each other. */
public final class Fit {
  private Fit() {}

  /**
   * Checks that a network with one output can be trained or measured on a set.
   *
   * @throws DataException if not, with the reason
   */
  public static void check(Network network, Dataset set) {
    explained(
        () -> {
          if (network.outputs().size() != 1) {
            throw new IllegalArgumentException(
                "The network gives %s, expected a single output, for one target"
                    .formatted(network.outputs()));
          }
          DatasetCheck.check(network, set, Objective.suiting(network, set));
        });
  }

  /**
   * Checks that a network can predict for a set.
   *
   * @throws DataException if not, with the reason
   */
  public static void checkInputs(Network network, Dataset set) {
    explained(() -> DatasetCheck.checkInputs(network, set));
  }

  private static void explained(Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException unfit) {
      throw new DataException(unfit.getMessage(), unfit);
    }
  }
}
