package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;

/** The largest of each channel: [batch, height, width, channels] to [batch, channels]. */
public record GlobalMaxPool2d() implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("globalMaxPool2d", in);
    return Pool.globalMax(in);
  }
}
