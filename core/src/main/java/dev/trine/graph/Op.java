package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/**
 * A kind of computation, with its attributes as record components. One small file each: the types
 * of its outputs, its gradient as new nodes, and how it binds to a backend.
 */
public interface Op {
  /**
   * The types of the outputs for inputs of these types.
   *
   * @throws IllegalArgumentException if the inputs do not fit, naming op and shapes
   */
  List<TensorType> outputs(List<TensorType> inputs);

  /**
   * Prepares this op on a backend. Not called for {@linkplain Role#VALUE values} and aliases.
   *
   * @param outputs null for an output, other than the first, that nobody uses
   */
  Call bind(Backend backend, List<View> inputs, List<View> outputs);

  /**
   * The work that there is to this op on these views, the same on every backend. Asked and answered
   * as {@link #bind} is.
   */
  default Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(0, inputs, outputs);
  }

  /** What people call this op on these views: {@code softmax cross entropy [128, 10]}. */
  default String label(List<View> inputs, List<View> outputs) {
    String words = getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    View first = inputs.isEmpty() ? outputs.get(0) : inputs.get(0);
    return words.toLowerCase(Locale.ROOT) + " " + first.shape();
  }

  /**
   * The gradient of the loss with respect to each input, given that with respect to each output.
   *
   * @param outputGradients null where an output does not reach the loss
   * @return one node an input; null where none flows
   */
  default List<Node> gradient(Application application, List<Node> outputGradients) {
    throw new UnsupportedOperationException(this + " has no gradient");
  }

  /** How a program treats this op. */
  default Role role() {
    return Role.COMPUTE;
  }

  /**
   * Whether output 0 may lie where an input of this type lies, if that is not needed afterwards.
   */
  default boolean allowsInPlace(TensorType input) {
    return false;
  }

  /** How a program treats an op. */
  enum Role {
    /** Computes its outputs from its inputs. */
    COMPUTE,
    /** Has no inputs and nothing to run: an input of the program or a tensor of the state. */
    VALUE,
    /** Its output is input 0 under another shape. */
    ALIAS,
    /** Changes state and has no outputs. Runs even if nothing depends on it. */
    EFFECT
  }
}
