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
 * The gradient of {@link Convolve} by its images: of results, [batch, rows, columns, filters], and
 * filters. By itself it is a transposed convolution, which makes larger images of smaller ones
 * (Zeiler et al. 2010).
 *
 * @param images the shape of what it gives
 */
public record ConvolveImages(Window window, int groups, Shape images) implements Convolution {
  /**
   * The images.
   *
   * @param shape [batch, height, width, channels]
   * @throws IllegalArgumentException if the shapes do not go together
   */
  public static Node gradient(Node results, Node filters, Shape shape, Window window, int groups) {
    return results.graph().apply(new ConvolveImages(window, groups, shape), results, filters);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    checkImages(inputs.get(0));
    checkFilters(images, inputs.get(1));
    Shape expected = window.over(images, inputs.get(1).shape().dimension(3));
    if (!inputs.get(0).shape().equals(expected)) {
      throw new IllegalArgumentException(
          "Images of %s give results of %s by that window, not %s"
              .formatted(images, expected, inputs.get(0)));
    }
    return List.of(TensorType.f32(images));
  }

  /** The images depend on both linearly, so that these are the other two products. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node filters = application.input(1);
    Node gradient = outputGradients.get(0);
    return List.of(
        Convolve.convolve(gradient, filters, window, groups),
        ConvolveFilters.gradient(gradient, application.input(0), filters.shape(), window, groups));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Groups by = new Groups(groups);
    Node shares = matmul(by.columns(inputs.get(0)), by.columns(inputs.get(1)), false, true);
    Node seen = by.fromSeen(shares, window.elements());
    return List.of(Windows.sum(seen, images, window));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    View results = inputs.get(0);
    long channels = outputs.get(0).shape().dimension(3);
    return Convolution.cost(
        window, groups, channels, results, inputs.get(0), inputs.get(1), outputs.get(0));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return ((ConvolutionOps) backend)
        .convolveImages(window, groups, inputs.get(0), inputs.get(1), outputs.get(0));
  }
}
