package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import java.util.Objects;

/** An activation function on its own. */
public record Activate(Activation activation) implements UnaryLayer, Stepwise {
  public Activate {
    Objects.requireNonNull(activation, "activation");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    return Elementwise.activation(in, activation);
  }
}
