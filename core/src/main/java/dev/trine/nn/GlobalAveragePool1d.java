package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;

/** The mean of each channel over time: [batch, time, channels] to [batch, channels]. */
public record GlobalAveragePool1d() implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    return Pool.globalAverage(Sequences.asImages("globalAveragePool1d", in));
  }
}
