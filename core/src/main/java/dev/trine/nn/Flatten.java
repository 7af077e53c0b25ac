package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.Shape;

/** Each example as a vector: [batch, …] to [batch, elements]. */
public record Flatten() implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    long batch = in.shape().dimension(0);
    return Reshape.reshape(in, Shape.of(batch, in.shape().example().elements()));
  }
}
