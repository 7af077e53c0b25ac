package dev.trine.nn;

import dev.trine.graph.Node;

/**
 * A part of a network. A layer is a record whose components are its settings (and its JSON); it has
 * no weights of its own but asks the {@link Scope} for them, so that one network can be traced many
 * times.
 */
public interface Layer {
  /**
   * Adds this layer to a graph.
   *
   * @param in a batch, [batch, …]
   * @return the layer's output, [batch, …]
   * @throws IllegalArgumentException if it cannot take this shape
   */
  Node apply(Scope scope, Node in);
}
