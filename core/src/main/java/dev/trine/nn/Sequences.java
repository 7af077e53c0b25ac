package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.DType;

/** What layers over sequences take: F32, [batch, time, features]. */
final class Sequences {
  private Sequences() {}

  /**
   * Checks that something is a batch of sequences.
   *
   * @param layer that takes it
   */
  static void check(String layer, Node in) {
    if (in.shape().rank() != 3 || in.type() != DType.F32) {
      throw new IllegalArgumentException(
          "%s takes sequences of F32[time, features], not %s%s; put embedding(count, width) before it for numbers of words"
              .formatted(layer, in.type(), in.shape().example()));
    }
  }
}
