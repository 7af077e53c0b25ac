package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;

/**
 * Adds a vector of its own to each step of a sequence, [batch, time, width] (Gehring et al. 2017,
 * section 3.1). Its weight is [time, width], drawn small beside an {@link Embedding}, and does not
 * decay.
 */
public record LearnedPositions() implements UnaryLayer {
  private static final double BOUND = 0.1;

  @Override
  public Node apply(Scope scope, Node in) {
    Sequences.check("learnedPositions", in);
    Shape shape = in.shape().example();
    return Elementwise.add(in, scope.parameter("weight", shape, Initialiser.uniform(BOUND), false));
  }
}
