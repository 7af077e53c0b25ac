package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.OptionalDouble;

/** A tensor that has the same value everywhere. */
public record Constant(double value, TensorType type) implements Computation {
  /** A constant of the type of another node. */
  public static Node like(Node node, double value) {
    return node.graph().apply(new Constant(value, node.tensorType()));
  }

  /** The value of a node if it is a constant; lets gradients of means and sums fold away. */
  public static OptionalDouble valueOf(Node node) {
    Op op = node.producer().op();
    if (op instanceof Reshape) {
      return valueOf(node.producer().input(0));
    }
    return op instanceof Constant constant
        ? OptionalDouble.of(constant.value)
        : OptionalDouble.empty();
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(type);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.fill(value, outputs.get(0));
  }
}
