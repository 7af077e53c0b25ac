package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** A sum, or a sum of squares, over the middle axis of the input seen as three axes. */
public record Reduce(Reduction spec, Shape shape) implements Computation {
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

  /** The sum along the last axis, [..., n] to [..., 1], which broadcasts. */
  public static Node sumOfRows(Node in) {
    return sumTo(in, column(in.shape()));
  }

  static Shape column(Shape shape) {
    long[] extents = shape.dimensions();
    extents[extents.length - 1] = 1;
    return Shape.of(extents);
  }

  /** The sum over all that a tensor of this shape was broadcast to. */
  static Node sumTo(Node in, Shape shape) {
    Node sum = in;
    int missing = in.shape().rank() - shape.rank();
    long[] left = in.shape().dimensions();
    for (int axis = 0; axis < left.length; axis++) {
      int from = axis;
      while (axis < left.length && (axis < missing || shape.dimension(axis - missing) == 1)) {
        axis++;
      }
      long length = product(left, from, axis);
      if (length != 1) {
        long outer = product(left, 0, from);
        long inner = product(left, axis, left.length);
        Arrays.fill(left, from, axis, 1);
        boolean isLast = outer * inner == shape.elements();
        sum = sum(sum, outer, length, inner, isLast ? shape : Shape.of(left));
      }
    }
    return reshape(sum, shape);
  }

  private static long product(long[] extents, int from, int to) {
    return Arrays.stream(extents, from, to).reduce(1, (a, b) -> a * b);
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
    Shape axes = Shape.of(spec.outer(), spec.length(), spec.inner());
    Node dy = reshape(outputGradients.get(0), Shape.of(spec.outer(), 1, spec.inner()));
    Expression spread = Arithmetic.multiply(load(0), parameter(spec.scale()));
    if (spec.kind() == Kind.SUM_OF_SQUARES) {
      spread = Arithmetic.multiply(spread, Arithmetic.multiply(load(1), constant(2)));
    }
    return List.of(reshape(Elementwise.of(spread, axes, dy, reshape(in, axes)), in.shape()));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    int perElement = spec.kind() == Kind.SUM_OF_SQUARES ? 2 : 1;
    return Cost.of(perElement * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.rows(spec.rows(), inputs, outputs);
  }
}
