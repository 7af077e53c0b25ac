package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Positions;
import java.util.List;

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

  @Override
  public List<Node> step(StepScope scope, List<Node> inputs) {
    Node in = inputs.get(0);
    Sequences.check("positions", in);
    Node here = Positions.sinusoidal(scope.position(), in.shape().dimension(2));
    return List.of(Elementwise.add(in, here));
  }
}
