package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

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

  /** Sequences as images of one column, [batch, time, 1, features], once they are checked. */
  static Node asImages(String layer, Node in) {
    check(layer, in);
    Shape shape = in.shape();
    return Reshape.reshape(
        in, Shape.of(shape.dimension(0), shape.dimension(1), 1, shape.dimension(2)));
  }

  /** The other way round. */
  static Node ofImages(Node images) {
    Shape shape = images.shape();
    return Reshape.reshape(
        images, Shape.of(shape.dimension(0), shape.dimension(1), shape.dimension(3)));
  }
}
