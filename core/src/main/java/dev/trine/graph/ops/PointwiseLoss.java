package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
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
import dev.trine.expression.Listing;
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
import java.util.Optional;

/**
 * A loss of two tensors, [rows, …], element by element, as the mean over each row. Outputs [2,
 * rows], each row's loss and its weight, which is 1, or [3, rows], if elements can be right, with
 * the fraction that is; and, saved for the gradient, the derivative of the losses by the first
 * tensor.
 */
public record PointwiseLoss(LossFormula formula) implements Fused {
  /** Output 0. */
  public static Node measures(LossFormula formula, Node output, Node target) {
    return output.graph().applyAll(new PointwiseLoss(formula), output, target).get(0);
  }

  /**
   * Over two tensors [rows, length]. Results, each F32: the derivative by the first for every
   * element, if wanted; and for every row the loss, 1, and the fraction that is right, if there is
   * such a thing.
   */
  public Rows rows(long rows, long length, boolean withGradient) {
    Shape extents = Shape.of(rows, length);
    Access dense = Access.dense(DType.F32, extents);
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    Expression share = parameter(share(length));
    List<Fold> folds = new ArrayList<>();
    List<Result> ofRows = new ArrayList<>();
    folds.add(new Fold(Combine.SUM, formula.value(load(0), load(1))));
    ofRows.add(new Result(multiply(share, folded(0)), perRow));
    ofRows.add(new Result(constant(1), perRow));
    correct()
        .ifPresent(
            correct -> {
              folds.add(new Fold(Combine.SUM, correct));
              ofRows.add(new Result(multiply(share, folded(1)), perRow));
            });
    Expression gradient = multiply(share, formula.derivative(load(0), load(1)));
    return new Rows(
        extents,
        List.of(dense, dense),
        folds,
        withGradient ? List.of(new Result(gradient, dense)) : List.of(),
        ofRows);
  }

  /** Whether an element can be right. */
  public boolean hasAccuracy() {
    return correct().isPresent();
  }

  private Optional<Expression> correct() {
    return formula.correct(load(0), load(1));
  }

  private static double share(long length) {
    return 1.0 / Math.max(1, length);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType output = inputs.get(0);
    if (output.shape().rank() < 1 || output.type() != DType.F32 || !output.equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "The loss %s takes two tensors of F32[rows, …] of one shape, not %s and %s"
              .formatted(formula.name(), output, inputs.get(1)));
    }
    long measures = hasAccuracy() ? 3 : 2;
    return List.of(TensorType.f32(measures, output.shape().dimension(0)), output);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node ofOutput = RowLosses.gradient(formula.name(), application, outputGradients);
    Node output = application.input(0);
    Expression ofTarget =
        multiply(
            parameter(share(output.shape().example().elements())),
            formula.targetDerivative(load(0), load(1)));
    Node derivative = Elementwise.of(ofTarget, output, application.input(1));
    return List.of(ofOutput, RowLosses.times(derivative, outputGradients.get(0)));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node output = inputs.get(0);
    Node target = inputs.get(1);
    Node losses = mean(Elementwise.of(formula.value(load(0), load(1)), output, target));
    List<Node> measures = new ArrayList<>(List.of(losses, Constant.like(losses, 1)));
    correct().ifPresent(correct -> measures.add(mean(Elementwise.of(correct, output, target))));
    Expression share = parameter(share(output.shape().example().elements()));
    Expression derivative = multiply(share, formula.derivative(load(0), load(1)));
    return List.of(Stack.stack(measures), Elementwise.of(derivative, output, target));
  }

  /** Over each row. */
  private static Node mean(Node values) {
    long rows = values.shape().dimension(0);
    long length = values.shape().example().elements();
    Node sums = Reduce.sum(values, rows, length, 1, Shape.of(rows));
    return reshape(Elementwise.multiply(sums, share(length)), Shape.of(rows));
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** The loss, its sum, and the derivative. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    Expression value = formula.value(load(0), load(1));
    Expression derivative = formula.derivative(load(0), load(1));
    long operations = Listing.of(List.of(value, derivative)).operations() + 1;
    return Cost.of(operations * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public String label(List<View> inputs, List<View> outputs) {
    return formula.name() + " " + inputs.get(0).shape();
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape shape = inputs.get(0).shape();
    Rows rows = rows(shape.dimension(0), shape.example().elements(), RowLosses.isWanted(outputs));
    return backend.rows(rows, inputs, RowLosses.results(outputs));
  }
}
