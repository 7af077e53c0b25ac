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
 * Images, [batch, height, width, channels], seen through a window at each of its places and
 * multiplied by filters, [height, width, channels / groups, filters]: [batch, rows, columns,
 * filters]. Cross-correlation, as everywhere in the field: filters are not turned round (LeCun et
 * al. 1998, section II). Of several groups, each has its own share of channels and of filters.
 */
public record Convolve(Window window, int groups) implements Convolution {
  /**
   * Convolves images with filters.
   *
   * @throws IllegalArgumentException if their shapes do not go together
   */
  public static Node convolve(Node images, Node filters, Window window, int groups) {
    return images.graph().apply(new Convolve(window, groups), images, filters);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Shape filters = inputs.get(1).shape();
    checkImages(inputs.get(0));
    checkFilters(inputs.get(0).shape(), inputs.get(1));
    return List.of(TensorType.f32(window.over(inputs.get(0).shape(), filters.dimension(3))));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node images = application.input(0);
    Node filters = application.input(1);
    Node dy = outputGradients.get(0);
    return List.of(
        ConvolveImages.gradient(dy, filters, images.shape(), window, groups),
        ConvolveFilters.gradient(images, dy, filters.shape(), window, groups));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node images = inputs.get(0);
    Node filters = inputs.get(1);
    Groups by = new Groups(groups);
    Node product = matmul(by.seen(Windows.of(images, window)), by.columns(filters));
    Shape results = window.over(images.shape(), filters.shape().dimension(3));
    return List.of(by.fromColumns(product, results));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    View results = outputs.get(0);
    long channels = inputs.get(0).shape().dimension(3);
    return Convolution.cost(
        window, groups, channels, results, inputs.get(0), inputs.get(1), outputs.get(0));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return ((ConvolutionOps) backend)
        .convolve(window, groups, inputs.get(0), inputs.get(1), outputs.get(0));
  }
}
