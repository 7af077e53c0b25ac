package dev.trine.spark;

import dev.trine.nn.ParameterLayout;

/** How much the driver of a cluster is for: docs/cluster.md has what it costs up to there. */
final class Limits {
  static final int MOST_PARTITIONS = 32;
  static final long MOST_NUMBERS = 100_000_000;

  private Limits() {}

  /**
   * @param moments of each trained parameter, that are averaged with the weights
   * @throws IllegalArgumentException if there is more, that says why it is refused
   */
  static void check(ParameterLayout layout, int moments, int partitions) {
    long numbers = layout.elements() + moments * layout.trained();
    if (numbers > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "The network has %s parameters%s, at most %s are trained on Spark: each round sends all of them from the driver to the executors and back, which takes seconds, and gigabytes of the driver's heap, beyond that; train on one machine with several devices (Replicas)"
              .formatted(
                  layout.elements(),
                  moments == 0
                      ? ""
                      : ", with their averaged moments %s numbers; leave out averageMoments() for fewer"
                          .formatted(numbers),
                  MOST_NUMBERS));
    }
    if (partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "There are %s partitions, at most %s are trained on: each adds its sums to every round; partitions(%s) deals the examples out to fewer, of which each takes larger batches"
              .formatted(partitions, MOST_PARTITIONS, MOST_PARTITIONS));
    }
  }
}
