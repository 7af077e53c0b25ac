package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.List;

/** Keeps its input in the state. */
public record Store(View to) implements Effect {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType value = inputs.get(0);
    if (value.elements() != to.elements() || value.type() != to.type()) {
      throw new IllegalArgumentException(
          "Cannot store %s in the %s %s of '%s'"
              .formatted(value, to.elements(), to.type(), to.buffer().owner()));
    }
    return List.of();
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(0, inputs, List.of(to));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.copy(inputs.get(0), to);
  }
}
