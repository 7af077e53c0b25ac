package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.DType;

/** What layers that normalise have in common. */
final class Norms {
  /** The usual ε. */
  static final double EPSILON = 1e-5;

  private Norms() {}

  static void checkEpsilon(double epsilon) {
    if (!((float) epsilon > 0 && (float) epsilon < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epsilon is %s, expected above 0 and finite as a 32-bit float, such as 1e-5"
              .formatted(epsilon));
    }
  }

  static void checkInput(String layer, Node in) {
    if (in.shape().rank() < 2 || in.type() != DType.F32) {
      throw new IllegalArgumentException(
          "%s takes F32[…, channels], not examples of %s%s; put flatten(), or scale(1, 0) for whole numbers, before it"
              .formatted(layer, in.type(), in.shape().example()));
    }
  }
}
