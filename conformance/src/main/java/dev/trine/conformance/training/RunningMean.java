package dev.trine.conformance.training;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.nn.Initialiser;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;
import dev.trine.tensor.Shape;

/** Subtracts a running mean of its input, which is state that is not trained. */
record RunningMean() implements UnaryLayer {
  static final String STATE = "RunningMean/0/mean";

  @Override
  public Node apply(Scope scope, Node in) {
    Shape shape = in.shape().example();
    Node mean = scope.state("mean", shape, Initialiser.zeros());
    long count = in.shape().dimension(0);
    Node batch = Reduce.sum(in, 1, count, shape.elements(), shape);
    Node kept = Elementwise.multiply(mean, 0.75);
    scope.next("mean", Elementwise.add(kept, Elementwise.multiply(batch, 0.25 / count)));
    return Elementwise.subtract(in, mean);
  }
}
