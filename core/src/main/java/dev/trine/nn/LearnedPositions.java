package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Gather;
import dev.trine.tensor.Shape;
import java.util.List;

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
    return Elementwise.add(in, weight(scope, in.shape().example()));
  }

  @Override
  public List<Node> step(StepScope scope, List<Node> inputs) {
    Node in = inputs.get(0);
    Sequences.check("learnedPositions", in);
    if (scope.length() > scope.time()) {
      throw new IllegalArgumentException(
          "learnedPositions has vectors for %s steps, not for %s; generate no longer sequences, or train with positions()"
              .formatted(scope.time(), scope.length()));
    }
    Node weight = weight(scope, Shape.of(scope.time(), in.shape().dimension(2)));
    return List.of(Elementwise.add(in, Gather.gather(weight, scope.position())));
  }

  private static Node weight(Scope scope, Shape shape) {
    return scope.parameter("weight", shape, Initialiser.uniform(BOUND), false);
  }
}
