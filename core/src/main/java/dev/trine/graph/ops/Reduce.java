package dev.trine.graph.ops;

import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.spread;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.OptionalDouble;

/** A sum, or a sum of squares, over the middle axis of the input seen as three axes. */
public record Reduce(Reduction spec, Shape shape) implements Op {
  /** The sum of all elements times a factor, as [1]. */
  public static Node sum(Node in, double scale) {
    return all(Kind.SUM, in, scale);
  }

  /** The sum of the squares of all elements times a factor, as [1]. */
  public static Node sumOfSquares(Node in, double scale) {
    return all(Kind.SUM_OF_SQUARES, in, scale);
  }

  /** The sum over the middle axis of {@code in} seen as [outer, length, inner]. */
  public static Node sum(Node in, long outer, long length, long inner, Shape shape) {
    return in.graph()
        .apply(new Reduce(new Reduction(Kind.SUM, outer, length, inner, 1), shape), in);
  }

  private static Node all(Kind kind, Node in, double scale) {
    Reduction spec = Reduction.ofAll(kind, in.shape().elements(), scale);
    return in.graph().apply(new Reduce(spec, Shape.of(1)), in);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    if (inputs.get(0).elements() != spec.outer() * spec.length() * spec.inner()
        || shape.elements() != spec.outer() * spec.inner()) {
      throw new IllegalArgumentException(
          "Cannot reduce %s by %s to %s".formatted(inputs.get(0), spec, shape));
    }
    return List.of(TensorType.f32(shape));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node in = application.input(0);
    Node dy = outputGradients.get(0);
    double factor = spec.scale() * (spec.kind() == Kind.SUM_OF_SQUARES ? 2 : 1);
    OptionalDouble constant = Constant.valueOf(dy);
    Node spread =
        constant.isPresent()
            ? Constant.like(in, constant.getAsDouble() * factor)
            : multiply(spread(dy, in.shape(), spec.outer(), spec.length(), spec.inner()), factor);
    return List.of(spec.kind() == Kind.SUM ? spread : multiply(in, spread));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    int perElement = spec.kind() == Kind.SUM_OF_SQUARES ? 2 : 1;
    return Cost.of(perElement * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.reduce(spec, inputs.get(0), outputs.get(0));
  }
}
