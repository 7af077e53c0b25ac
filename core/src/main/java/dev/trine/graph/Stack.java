package dev.trine.graph;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * Values one behind the other as one. Each is computed right where it is in the whole, if nothing
 * else decides where it lies, and is copied otherwise.
 */
public record Stack(Shape shape) implements Op {
  /** Values […] of one shape as one, [n, …]. */
  public static Node stack(List<Node> parts) {
    Shape shape = parts.get(0).shape();
    for (Node part : parts) {
      if (!part.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "Cannot stack %s: they are not of one shape".formatted(parts));
      }
    }
    return of(shape.batched(parts.size()), parts);
  }

  /** Values [nᵢ, …] as one, [Σ nᵢ, …]. */
  public static Node concatenate(List<Node> parts) {
    Shape rest = parts.get(0).shape().example();
    long extent = 0;
    for (Node part : parts) {
      if (!part.shape().example().equals(rest)) {
        throw new IllegalArgumentException(
            "Cannot concatenate %s along the first axis: the others differ".formatted(parts));
      }
      extent += part.shape().dimension(0);
    }
    return of(rest.batched(extent), parts);
  }

  /** Values one behind the other under a shape of as many elements. */
  static Node of(Shape shape, List<Node> parts) {
    return parts.get(0).graph().apply(new Stack(shape), parts.toArray(Node[]::new));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType first = inputs.get(0);
    if (inputs.stream().anyMatch(part -> part.type() != first.type())
        || inputs.stream().mapToLong(TensorType::elements).sum() != shape.elements()) {
      throw new IllegalArgumentException("Cannot stack %s to %s".formatted(inputs, shape));
    }
    return List.of(new TensorType(first.type(), shape));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Shape> shapes = application.inputs().stream().map(Node::shape).toList();
    return outputGradients.get(0).graph().applyAll(new Split(shapes), outputGradients.get(0));
  }
}
