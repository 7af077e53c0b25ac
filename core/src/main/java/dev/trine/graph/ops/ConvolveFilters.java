package dev.trine.graph.ops;

import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * The gradient of {@link Convolve} by its filters: of images, and of the gradient of its results.
 *
 * @param filters the shape of what it gives
 */
public record ConvolveFilters(Window window, int groups, Shape filters) implements Convolution {
  static Node gradient(Node images, Node dy, Shape filters, Window window, int groups) {
    return images.graph().apply(new ConvolveFilters(window, groups, filters), images, dy);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType result = TensorType.f32(filters);
    checkImages(inputs.get(0));
    checkFilters(inputs.get(0).shape(), result);
    return List.of(result);
  }

  /** As {@link ConvolveImages#gradient}: linear in both. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node images = application.input(0);
    Node gradient = outputGradients.get(0);
    return List.of(
        ConvolveImages.gradient(application.input(1), gradient, images.shape(), window, groups),
        Convolve.convolve(images, gradient, window, groups));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Groups by = new Groups(groups);
    Node seen = by.seen(Windows.of(inputs.get(0), window));
    Node product = matmul(seen, by.columns(inputs.get(1)), true, false);
    return List.of(by.fromColumns(product, filters));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    View results = inputs.get(1);
    long channels = inputs.get(0).shape().dimension(3);
    return Convolution.cost(
        window, groups, channels, results, inputs.get(0), inputs.get(1), outputs.get(0));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return ((ConvolutionOps) backend)
        .convolveFilters(window, groups, inputs.get(0), inputs.get(1), outputs.get(0));
  }
}
