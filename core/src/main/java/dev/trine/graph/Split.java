package dev.trine.graph;

import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The elements of a value in turn, as values of their own, which lie where they are in it. */
public record Split(List<Shape> shapes) implements Alias {
  public Split {
    shapes = List.copyOf(shapes);
  }

  /** The parts along the first axis: [n, …] as n values […]. */
  public static List<Node> unstack(Node in) {
    return split(in, Collections.nCopies((int) extent(in), in.shape().example()));
  }

  /**
   * Parts along the first axis.
   *
   * @param extents of the parts there, which add up to the value's
   */
  public static List<Node> split(Node in, long... extents) {
    if (Arrays.stream(extents).sum() != extent(in)) {
      throw new IllegalArgumentException(
          "Cannot split %s into parts of %s along its first axis"
              .formatted(in, Arrays.toString(extents)));
    }
    Shape rest = in.shape().example();
    return split(in, Arrays.stream(extents).mapToObj(rest::batched).toList());
  }

  private static List<Node> split(Node in, List<Shape> shapes) {
    return in.graph().applyAll(new Split(shapes), in);
  }

  private static long extent(Node in) {
    if (in.shape().rank() == 0) {
      throw new IllegalArgumentException("Cannot split %s, which has no axis".formatted(in));
    }
    return in.shape().dimension(0);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType in = inputs.get(0);
    if (shapes.stream().mapToLong(Shape::elements).sum() != in.elements()) {
      throw new IllegalArgumentException(
          "Cannot split %s into %s: these have not as many elements".formatted(in, shapes));
    }
    return shapes.stream().map(shape -> new TensorType(in.type(), shape)).toList();
  }

  @Override
  public List<Long> starts(TensorType input) {
    List<Long> starts = new ArrayList<>();
    long next = 0;
    for (Shape shape : shapes) {
      starts.add(next);
      next += shape.elements();
    }
    return starts;
  }

  /** Zeros for a part that does not reach the loss. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Node part = outputGradients.get(i);
      parts.add(part == null ? Constant.like(application.output(i), 0) : part);
    }
    return List.of(Stack.of(application.input(0).shape(), parts));
  }
}
