package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * A kind of node of a graph, with its attributes as record components. Of each kind a program knows
 * what to do: a {@link Value} is there, an {@link Alias} is part of another value, a {@link Stack}
 * is where others are, a {@link Loop} runs again and again, and a {@link Task} runs.
 */
public sealed interface Op permits Value, Alias, Stack, Loop, Task {
  /**
   * The types of the outputs for inputs of these types.
   *
   * @throws IllegalArgumentException if the inputs do not fit, naming op and shapes
   */
  List<TensorType> outputs(List<TensorType> inputs);

  /**
   * The gradient of the loss with respect to each input, given that with respect to each output.
   *
   * @param outputGradients null where an output does not reach the loss
   * @return one node an input; null where none flows
   */
  default List<Node> gradient(Application application, List<Node> outputGradients) {
    throw new UnsupportedOperationException(this + " has no gradient");
  }
}
