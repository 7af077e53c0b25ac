package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Positions;

/**
 * Adds to each step of a sequence, [batch, time, width], what tells where it is, see {@link
 * Positions#sinusoidal}.
 */
public record SinusoidalPositions() implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    Sequences.check("positions", in);
    long time = in.shape().dimension(1);
    long width = in.shape().dimension(2);
    return Elementwise.add(in, Positions.sinusoidal(in.graph(), time, width));
  }
}
