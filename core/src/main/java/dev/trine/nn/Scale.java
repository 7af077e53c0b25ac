package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;

/**
 * {@code factor·x + shift} as F32, of elements of any type: makes numbers of the bytes of an image,
 * on the device.
 */
public record Scale(double factor, double shift) implements UnaryLayer, Stepwise {
  public Scale {
    if (!Double.isFinite(factor) || !Double.isFinite(shift)) {
      throw new IllegalArgumentException(
          "scale is by %s plus %s, expected finite numbers".formatted(factor, shift));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    return Elementwise.scale(in, factor, shift);
  }
}
