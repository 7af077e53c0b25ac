package org.example;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;

/** A layer that is not of the library. */
public record Scaled(double by) implements UnaryLayer {
  @Override
  public Node apply(Scope scope, Node in) {
    return Elementwise.multiply(in, by);
  }
}
