package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** The gradient of {@link MaxPool} by images of a shape, from that by the largest elements. */
record MaxPoolGradient(Window window, Shape images) implements Computation {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(TensorType.f32(images));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.maxPoolGradient(window, inputs.get(0), inputs.get(1), outputs.get(0));
  }
}
