package dev.trine.spark;

import dev.trine.nn.ParameterLayout;

/** How much the driver of a cluster is for: docs/cluster.md has what it costs up to there. */
final class Limits {
  static final int MOST_PARTITIONS = 32;
  static final long MOST_PARAMETERS = 100_000_000;

  private Limits() {}

  /**
   * @throws IllegalArgumentException if there is more, that says why it is refused
   */
  static void check(ParameterLayout layout, int partitions) {
    long parameters = layout.elements();
    if (parameters > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "The network has %s parameters, at most %s are trained on Spark: each round sends all of them from the driver to the executors and back, which takes seconds, and gigabytes of the driver's heap, beyond that; train on one machine with several devices (Replicas)"
              .formatted(parameters, MOST_PARAMETERS));
    }
    if (partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "There are %s partitions, at most %s are trained on: each adds its sums to every round; partitions(%s) deals the examples out to fewer, of which each takes larger batches"
              .formatted(partitions, MOST_PARTITIONS, MOST_PARTITIONS));
    }
  }
}
