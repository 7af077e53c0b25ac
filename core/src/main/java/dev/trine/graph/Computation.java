package dev.trine.graph;

import dev.trine.tensor.TensorType;

/**
 * An op that computes its outputs from its inputs. One small file each: the types of its outputs,
 * its gradient as new nodes, and how it binds to a backend.
 */
public non-sealed interface Computation extends Task {
  /**
   * Whether output 0 may lie where an input of this type lies, if that is not needed afterwards.
   */
  default boolean allowsInPlace(TensorType input) {
    return false;
  }
}
