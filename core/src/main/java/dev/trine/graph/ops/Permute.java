package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of a tensor in another order: axis i of the output is axis {@code axes[i]} of the input.
 */
public record Permute(List<Integer> axes) implements Computation {
  /**
   * Copies its list.
   *
   * @throws IllegalArgumentException if it is no permutation of 0, 1, …
   */
  public Permute {
    axes = List.copyOf(axes);
    if (!axes.stream().sorted().toList().equals(IntStream.range(0, axes.size()).boxed().toList())) {
      throw new IllegalArgumentException(
          "%s is no order of %s axes: expected each from 0 once".formatted(axes, axes.size()));
    }
  }

  /**
   * Permutes the axes of a tensor of whatever type.
   *
   * @param axes as many as the tensor has, at most {@value Mapping#MOST_AXES}
   */
  public static Node permute(Node in, Integer... axes) {
    return in.graph().apply(new Permute(List.of(axes)), in);
  }

  /** [rows, columns] to [columns, rows]. */
  public static Node transpose(Node in) {
    return permute(in, 1, 0);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Shape in = inputs.get(0).shape();
    if (in.rank() != axes.size() || in.rank() > Mapping.MOST_AXES) {
      throw new IllegalArgumentException(
          "Cannot put the axes of %s in the order %s: expected as many, at most %s"
              .formatted(inputs.get(0), axes, Mapping.MOST_AXES));
    }
    return List.of(new TensorType(inputs.get(0).type(), permuted(in)));
  }

  private Shape permuted(Shape in) {
    return Shape.of(axes.stream().mapToLong(in::dimension).toArray());
  }

  /** The axes back in their order. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Integer> inverse = IntStream.range(0, axes.size()).boxed().map(axes::indexOf).toList();
    Node gradient = outputGradients.get(0);
    return List.of(gradient.graph().apply(new Permute(inverse), gradient));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    DType type = inputs.get(0).type();
    Shape in = inputs.get(0).shape();
    Shape extents = permuted(in);
    List<Long> dense = Access.dense(type, in).strides();
    List<Long> strides = new ArrayList<>();
    axes.forEach(axis -> strides.add(dense.get(axis)));
    Mapping moving =
        new Mapping(
            extents,
            List.of(new Access(type, 0, strides)),
            List.of(new Result(load(0, type), Access.dense(type, extents))));
    return backend.map(moving, inputs, outputs);
  }
}
