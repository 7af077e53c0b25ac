package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;

/** The mean of each channel: [batch, height, width, channels] to [batch, channels]. */
public record GlobalAveragePool2d() implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("globalAveragePool2d", in);
    return Pool.globalAverage(in);
  }
}
