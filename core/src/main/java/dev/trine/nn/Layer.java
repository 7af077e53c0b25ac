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

  /**
   * Adds to a graph what this layer makes of one step of its sequences, as a {@link Generator} goes
   * along them: the same that {@link #apply} makes of that step when it has those up to it. A layer
   * to which steps are nothing to each other is {@link Stepwise}.
   *
   * @param inputs batches of one step, each [batch, 1, …], or [batch, …] of what has no steps; what
   *     is {@linkplain StepScope#isConstant constant} is as {@link #apply} has it
   * @return the layer's outputs, of one step too
   * @throws IllegalArgumentException if it has to see all steps together, as it does unless it says
   *     otherwise
   */
  default List<Node> step(StepScope scope, List<Node> inputs) {
    throw new IllegalArgumentException(
        "it takes whole sequences, so that it cannot go along them step by step; a layer of your own to which steps are nothing to each other implements Stepwise");
  }
}
