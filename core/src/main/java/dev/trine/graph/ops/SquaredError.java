package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
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
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Cost;
import dev.trine.graph.Fused;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The squared difference of two tensors, [rows, …], as the mean over each row (Bishop 1995, section
 * 6.1). Outputs [2, rows], each row's loss and its weight, which is 1; and, saved for the gradient,
 * the derivative of the losses by the first tensor.
 */
public record SquaredError() implements Fused {
  /** Output 0. */
  public static Node measures(Node output, Node target) {
    return output.graph().applyAll(new SquaredError(), output, target).get(0);
  }

  /**
   * Over two tensors [rows, length]. Results, each F32: {@code 2/length·(a − b)} for every element,
   * if wanted; and for every row {@code Σ(a − b)²/length} and 1.
   */
  public static Rows rows(long rows, long length, boolean withGradient) {
    Shape extents = Shape.of(rows, length);
    Access dense = Access.dense(DType.F32, extents);
    Expression difference = subtract(load(0), load(1));
    double share = 1.0 / Math.max(1, length);
    Expression gradient = multiply(parameter(2 * share), difference);
    Expression loss = multiply(parameter(share), folded(0));
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    return new Rows(
        extents,
        List.of(dense, dense),
        List.of(new Fold(Combine.SUM, multiply(difference, difference))),
        withGradient ? List.of(new Result(gradient, dense)) : List.of(),
        List.of(new Result(loss, perRow), new Result(constant(1), perRow)));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType output = inputs.get(0);
    if (output.shape().rank() < 1 || output.type() != DType.F32 || !output.equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "Squared error takes two tensors of F32[rows, …] of one shape, not %s and %s"
              .formatted(output, inputs.get(1)));
    }
    return List.of(TensorType.f32(2, output.shape().dimension(0)), output);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node gradient = RowLosses.gradient("Squared error", application, outputGradients);
    return List.of(gradient, Elementwise.multiply(gradient, -1));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node difference = Elementwise.subtract(inputs.get(0), inputs.get(1));
    Shape shape = difference.shape();
    long rows = shape.dimension(0);
    long length = shape.example().elements();
    double share = 1.0 / Math.max(1, length);
    Node sums = Reduce.sum(Elementwise.square(difference), rows, length, 1, Shape.of(rows));
    Node losses = Elementwise.multiply(sums, share);
    return List.of(
        Stack.stack(List.of(losses, Constant.like(losses, 1))),
        Elementwise.multiply(difference, 2 * share));
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** A difference, its square, their sum, and the derivative. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(4 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape shape = inputs.get(0).shape();
    View gradient = outputs.get(1);
    Rows rows = rows(shape.dimension(0), shape.example().elements(), gradient != null);
    List<View> results = new ArrayList<>();
    if (gradient != null) {
      results.add(gradient);
    }
    results.add(outputs.get(0).slice(0, 1));
    results.add(outputs.get(0).slice(1, 2));
    return backend.rows(rows, inputs, results);
  }
}
