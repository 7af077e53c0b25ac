package dev.trine.graph.compile;

import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** How far a map moves a state z: {@code ‖f(z) − z‖} and {@code ‖f(z)‖}, as [2], to be read. */
record Residual() implements Computation {
  /**
   * @param mapped f(z), of the same type
   */
  static Node of(Node state, Node mapped) {
    return state.graph().apply(new Residual(), state, mapped);
  }

  /** Over two tensors of so many elements; for both together two norms. */
  private static Rows rows(long elements) {
    Shape extents = Shape.of(1, elements);
    Access dense = Access.dense(DType.F32, extents);
    Access norm = Access.dense(DType.F32, Shape.of(1));
    Expression moved = subtract(load(1), load(0));
    return new Rows(
        extents,
        List.of(dense, dense),
        List.of(
            new Fold(Combine.SUM, multiply(moved, moved)),
            new Fold(Combine.SUM, multiply(load(1), load(1)))),
        List.of(),
        List.of(new Result(sqrt(folded(0)), norm), new Result(sqrt(folded(1)), norm)));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(TensorType.f32(2));
  }

  /** A difference, two squares and their sums. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(5 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View norms = outputs.get(0);
    return backend.rows(
        rows(inputs.get(0).elements()), inputs, List.of(norms.slice(0, 1), norms.slice(1, 2)));
  }
}
