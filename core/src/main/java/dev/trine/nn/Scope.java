package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;

/** What a layer may ask for while it is traced into a graph. */
public interface Scope {
  /**
   * A trainable tensor of this layer.
   *
   * @param name unique in the layer: {@code weight}
   * @param decays whether weight decay applies to it; by convention to weights, not to biases
   */
  Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays);

  /**
   * A tensor of this layer that is not trained, such as a running mean. It is saved with the
   * weights, and changes by {@link #next} alone.
   *
   * @param name unique in the layer
   */
  Node state(String name, Shape shape, Initialiser initialiser);

  /**
   * What state becomes at the end of a step of training, if the step counts. Elsewhere nothing
   * comes of it.
   *
   * @param name of a {@link #state} of this layer
   * @param value of its shape
   */
  void next(String name, Node value);

  /** Whether the graph is for training; dropout, for one, is for training only. */
  boolean training();

  /** The tensor from which random ops read the step, see {@link dev.trine.backend.op.StepState}. */
  Node stepState();

  /** The seed of the run's random ops. */
  long seed();

  /** A number that no other random op of this network has. */
  int newRandomStream();
}
