package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** A tensor of the state, which lies outside the program and outlives its runs. */
public record Variable(String name, TensorType type) implements Value {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(type);
  }
}
