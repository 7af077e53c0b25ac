package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** A tensor that is uploaded before each run. */
public record Input(String name, TensorType type) implements Value {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(type);
  }
}
