package dev.trine.graph.compile;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.graph.Reshape.reshape;

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
import dev.trine.graph.Split;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much of a direction d there is in up to three other tensors a, for each example: {@code d·a /
 * (d·d + ε·a₀·a₀)}, inner products. Inputs d, a₀, …, each [batch, …]; output [tensors, batch].
 */
record Shares() implements Computation {
  /**
   * ε: what is shorter than a thousandth of a₀ may be rounding. Of three tensors there is none, for
   * rows have four folds.
   */
  private static final double SHORT = 1e-6;

  private static final double NOT_ZERO = 1e-30;

  /** The share for each tensor, [batch, 1, …], which broadcasts. */
  static List<Node> of(Node direction, List<Node> tensors) {
    List<Node> inputs = new ArrayList<>(List.of(direction));
    inputs.addAll(tensors);
    Node all = direction.graph().apply(new Shares(), inputs.toArray(Node[]::new));
    long[] extents = direction.shape().dimensions();
    Arrays.fill(extents, 1, extents.length, 1);
    return Split.unstack(all).stream().map(one -> reshape(one, Shape.of(extents))).toList();
  }

  private static Rows rows(int inputs, long batch, long length) {
    Shape extents = Shape.of(batch, length);
    Access dense = Access.dense(DType.F32, extents);
    Access perRow = Access.dense(DType.F32, Shape.of(batch));
    List<Access> accesses = new ArrayList<>();
    List<Fold> folds = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      accesses.add(dense);
      folds.add(new Fold(Combine.SUM, multiply(load(0), load(i))));
    }
    Expression square = add(folded(0), parameter(NOT_ZERO));
    if (inputs < Rows.MOST_FOLDS) {
      folds.add(new Fold(Combine.SUM, multiply(load(1), load(1))));
      square = add(square, multiply(folded(inputs), parameter(SHORT)));
    }
    List<Result> results = new ArrayList<>();
    for (int i = 1; i < inputs; i++) {
      results.add(new Result(divide(folded(i), square), perRow));
    }
    return new Rows(extents, accesses, folds, List.of(), results);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(TensorType.f32(inputs.size() - 1, inputs.get(0).shape().dimension(0)));
  }

  /** A product and a sum for each inner product. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(2 * inputs.size() * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape shape = inputs.get(0).shape();
    List<View> results = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i++) {
      results.add(outputs.get(0).slice(i - 1, i));
    }
    Rows rows = rows(inputs.size(), shape.dimension(0), shape.example().elements());
    return backend.rows(rows, inputs, results);
  }
}
