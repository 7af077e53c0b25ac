package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * The largest element of each channel that a window sees at each of its places, and which that is:
 * [batch, height, width, channels] to twice [batch, rows, columns, channels].
 */
record MaxPool(Window window) implements Computation {
  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Pool.checkImages(inputs.get(0));
    Shape places = window.over(inputs.get(0).shape(), inputs.get(0).shape().dimension(3));
    return List.of(TensorType.f32(places), new TensorType(DType.I32, places));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node dy = outputGradients.get(0);
    Shape images = application.input(0).shape();
    return List.of(
        dy.graph().apply(new MaxPoolGradient(window, images), dy, application.output(1)));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(window.elements() * outputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.maxPool(window, inputs.get(0), outputs.get(0), outputs.get(1));
  }
}
