package dev.trine.spark;

import java.io.Serializable;

/**
 * What a partition comes to in a round: the sum of its gradients, as a {@link
 * dev.trine.train.TrainStep#flatGradients step} has them; of local steps, in the place of
 * gradients, how far they went times the weight of their examples.
 */
final class Contribution implements Serializable {
  private static final long serialVersionUID = 1;

  private final int partition;
  private final String host;
  private final double seconds;
  private final String fault;
  private final float[] sum;

  /**
   * @param host where it was computed
   * @param seconds that it took
   * @param fault what was not finite; null if all is well
   * @param sum null once it was added up elsewhere
   */
  Contribution(int partition, String host, double seconds, String fault, float[] sum) {
    this.partition = partition;
    this.host = host;
    this.seconds = seconds;
    this.fault = fault;
    this.sum = sum;
  }

  int partition() {
    return partition;
  }

  String host() {
    return host;
  }

  double seconds() {
    return seconds;
  }

  String fault() {
    return fault;
  }

  float[] sum() {
    return sum;
  }

  Contribution withoutSum() {
    return new Contribution(partition, host, seconds, fault, null);
  }
}
