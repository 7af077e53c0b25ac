package dev.trine.conformance.graph;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.graph.ops.Reduce.sumOfRows;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.graph.Fused;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * A fused op: {@code (x − mean)/√(variance + ε)} along the last axis, in one pass on the CPU, and
 * by other ops elsewhere and in its gradient.
 */
record Standardise() implements Fused {
  private static final double EPSILON = 1e-5;

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return inputs;
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node x = inputs.get(0);
    double share = 1.0 / x.shape().dimension(-1);
    Node difference = Elementwise.subtract(x, Elementwise.multiply(sumOfRows(x), share));
    Node variance = Elementwise.multiply(sumOfRows(Elementwise.square(difference)), share);
    Node deviation = Elementwise.of(sqrt(add(load(0), constant(EPSILON))), variance);
    return List.of(Elementwise.divide(difference, deviation));
  }

  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return backend.device().backend().equals("cpu");
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape extents = inputs.get(0).shape();
    Access dense = Access.dense(DType.F32, extents);
    Expression share = parameter(1.0 / extents.dimension(-1));
    Expression difference = subtract(load(0), multiply(share, folded(0)));
    Expression deviation = sqrt(add(multiply(share, folded(1)), constant(EPSILON)));
    Rows rows =
        new Rows(
            extents,
            List.of(dense),
            List.of(
                new Fold(Combine.SUM, load(0)),
                new Fold(Combine.SUM, multiply(difference, difference))),
            List.of(new Result(divide(difference, deviation), dense)),
            List.of());
    return backend.rows(rows, inputs, outputs);
  }
}
