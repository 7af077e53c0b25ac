package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pixels;

/**
 * Larger images, of which each pixel is the nearest of the smaller: [batch, height, width,
 * channels] to [batch, factor·height, factor·width, channels].
 */
public record Upsample2d(int factor) implements UnaryLayer {
  public Upsample2d {
    if (factor < 1) {
      throw new IllegalArgumentException("factor is %s, expected at least 1".formatted(factor));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("upsample2d", in);
    return Pixels.repeat(in, factor);
  }
}
