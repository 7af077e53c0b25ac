package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * The mean of each channel over what a window sees at each of its places: [batch, height, width,
 * channels] to [batch, rows, columns, channels].
 */
record AveragePool(Window window) implements Computation {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Pool.checkImages(inputs.get(0));
    return List.of(
        TensorType.f32(window.over(inputs.get(0).shape(), inputs.get(0).shape().dimension(3))));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node dy = outputGradients.get(0);
    return List.of(
        dy.graph().apply(new AveragePoolGradient(window, application.input(0).shape()), dy));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(window.elements() * outputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.averagePool(window, inputs.get(0), outputs.get(0));
  }
}
