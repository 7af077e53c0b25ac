package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Effect;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * Begins a loop in a program: its output is the state, which is its input at first. An effect, so
 * that nothing moves across.
 */
record Enter() implements Effect {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return inputs;
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.copy(inputs.get(0), outputs.get(0));
  }
}
