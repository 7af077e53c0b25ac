package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.multiplyRows;
import static dev.trine.graph.ops.Elementwise.subtract;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Fused;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** Class probabilities of rows of scores, [rows, classes]. */
public record Softmax() implements Fused {
  /** The softmax of each row. */
  public static Node softmax(Node scores) {
    return scores.graph().apply(new Softmax(), scores);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    if (inputs.get(0).shape().rank() != 2) {
      throw new IllegalArgumentException("Softmax takes [rows, classes], not " + inputs.get(0));
    }
    return List.of(inputs.get(0));
  }

  /** {@code dx = y·(dy − Σ dy·y)}, the sum over each row. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node y = application.output(0);
    Node weighted = multiply(outputGradients.get(0), y);
    long rows = y.shape().dimension(0);
    Node sums = Reduce.sum(weighted, rows, y.shape().dimension(1), 1, Shape.of(rows));
    return List.of(subtract(weighted, multiplyRows(y, sums)));
  }

  @Override
  public boolean allowsInPlace(TensorType input) {
    return true;
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node scores = inputs.get(0);
    Node powers = Elementwise.exp(subtract(scores, Extreme.max(scores)));
    return List.of(Elementwise.divide(powers, Reduce.sumOfRows(powers)));
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** Each score is compared, shifted, raised, added and divided. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(5 * inputs.get(0).elements(), inputs, outputs);
  }

  /**
   * {@code e^(x − max x) / Σ e^(x − max x)} along the last axis of [rows, classes], which overflows
   * nowhere.
   */
  public static Rows rows(long rows, long classes) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Expression power = exp(Arithmetic.subtract(load(0), folded(0)));
    return new Rows(
        extents,
        List.of(dense),
        List.of(new Fold(Combine.MAX, load(0)), new Fold(Combine.SUM, power)),
        List.of(new Result(divide(power, folded(1)), dense)),
        List.of());
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape shape = inputs.get(0).shape();
    return backend.rows(rows(shape.dimension(0), shape.dimension(1)), inputs, outputs);
  }
}
