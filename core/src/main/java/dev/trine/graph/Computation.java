package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

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

  /**
   * Whether one of the outputs may lie where one of the inputs lies, if that is not needed then.
   */
  default boolean allowsInPlace(List<TensorType> inputs, int input, int output) {
    return output == 0 && allowsInPlace(inputs.get(input));
  }
}
