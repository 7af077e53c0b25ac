package dev.trine.nn;

import dev.trine.graph.Node;
import java.util.List;

/** A layer of one input and one output. */
public interface UnaryLayer extends Layer {
  /**
   * Adds this layer to a graph.
   *
   * @param in a batch, [batch, …]
   * @return the layer's output, [batch, …]
   * @throws IllegalArgumentException if it cannot take this type or shape
   */
  Node apply(Scope scope, Node in);

  @Override
  default List<Node> apply(Scope scope, List<Node> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "it takes one input, not %s; join them before it, by concatenate() or add()"
              .formatted(inputs.size()));
    }
    return List.of(apply(scope, inputs.get(0)));
  }
}
