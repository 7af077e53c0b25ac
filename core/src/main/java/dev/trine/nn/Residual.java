package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import java.util.Objects;

/** What goes in, plus what a layer makes of it, of equal shape (He et al. 2016, equation 1). */
public record Residual(Layer body) implements UnaryLayer, Stepwise {
  public Residual {
    Objects.requireNonNull(body, "body");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Node change = scope.part("body", body, in);
    if (!change.tensorType().equals(in.tensorType())) {
      throw new IllegalArgumentException(
          "its body makes %s of %s, expected the same type and shape"
              .formatted(change.tensorType(), in.tensorType()));
    }
    return Elementwise.add(in, change);
  }
}
