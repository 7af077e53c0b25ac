package dev.trine.graph;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** The same elements under another shape; costs nothing. */
public record Reshape(Shape shape) implements Alias {
  /** {@code in} under another shape of as many elements. */
  public static Node reshape(Node in, Shape shape) {
    return in.shape().equals(shape) ? in : in.graph().apply(new Reshape(shape), in);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType in = inputs.get(0);
    if (in.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "Cannot reshape %s to %s: %s elements are not %s"
              .formatted(in, shape, in.elements(), shape.elements()));
    }
    return List.of(new TensorType(in.type(), shape));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    return List.of(reshape(outputGradients.get(0), application.input(0).shape()));
  }

  @Override
  public List<Long> starts(TensorType input) {
    return List.of(0L);
  }
}
