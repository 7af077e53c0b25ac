package dev.trine.nn;

import dev.trine.graph.Node;
import java.util.List;

/**
 * A part of a network. A layer is a record whose components are its settings (and its JSON); it has
 * no weights of its own but asks the {@link Scope} for them, so that one network can be traced many
 * times, and one layer be used in several places with the same weights. Most layers take one value
 * and give one: those are {@link UnaryLayer}s.
 */
public interface Layer {
  /**
   * Adds this layer to a graph.
   *
   * @param inputs batches, each [batch, …]
   * @return the layer's outputs, each [batch, …]
   * @throws IllegalArgumentException if it cannot take these, by number, type or shape
   */
  List<Node> apply(Scope scope, List<Node> inputs);
}
