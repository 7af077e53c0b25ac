package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.DType;

/** What layers over images take: F32, [batch, height, width, channels]. */
final class Images {
  private Images() {}

  /**
   * Checks that something is a batch of images.
   *
   * @param layer that takes it
   */
  static void check(String layer, Node in) {
    if (in.shape().rank() != 4 || in.type() != DType.F32) {
      throw new IllegalArgumentException(
          "%s takes images of F32[height, width, channels], not %s%s; put image(height, width, channels), or scale(…) for bytes, before it"
              .formatted(layer, in.type(), in.shape().example()));
    }
  }
}
