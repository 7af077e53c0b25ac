package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pixels;

/**
 * Zeros around images: [batch, height, width, channels] to [batch, top + height + bottom, left +
 * width + right, channels].
 */
public record Pad2d(int top, int bottom, int left, int right) implements UnaryLayer {
  public Pad2d {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      throw new IllegalArgumentException(
          "pad2d of %s, %s, %s and %s, expected at least 0 of each"
              .formatted(top, bottom, left, right));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("pad2d", in);
    return Pixels.pad(in, top, bottom, left, right);
  }
}
