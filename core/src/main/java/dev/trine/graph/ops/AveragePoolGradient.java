package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** The gradient of {@link AveragePool} by images of a shape, from that by the means. */
record AveragePoolGradient(Window window, Shape images) implements Computation {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(TensorType.f32(images));
  }

  /** As much as an element has of a mean, a mean has of an element. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node dx = outputGradients.get(0);
    return List.of(dx.graph().apply(new AveragePool(window), dx));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(window.elements() * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.averagePoolGradient(window, inputs.get(0), outputs.get(0));
  }
}
