package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.lessOrEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.expression.function.Functions.log;
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
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of the softmax of scores, [rows, classes], against labels, I32 [rows] (Bishop 1995,
 * section 6.9), and which rows are classified correctly. Outputs [3, rows], each row's loss, its
 * weight, which is 1, and then 1 for each row whose largest score is its label's, else 0; and,
 * saved for the gradient, the derivative of the losses, [rows, classes]. Only the losses have a
 * gradient: a correct row stays one.
 */
public record SoftmaxCrossEntropy() implements Fused {
  /** Output 0. */
  public static Node measures(Node scores, Node labels) {
    return scores.graph().applyAll(new SoftmaxCrossEntropy(), scores, labels).get(0);
  }

  /**
   * Over scores [rows, classes] and labels I32 [rows]. Results, each F32: {@code softmax − [class =
   * label]} for every score, if wanted; for every row {@code −ln softmax[label]}, NaN where the
   * label is none of the classes, 1, and 1 or 0: whether the first of the largest scores is the
   * label's.
   */
  public static Rows rows(long rows, long classes, boolean withGradient) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access labels = Access.broadcast(DType.I32, Shape.of(rows, 1), extents);
    Expression shifted = subtract(load(0), folded(0));
    Expression isLabel = intEqual(index(1), load(1, DType.I32));
    Expression label = toFloat(load(1, DType.I32));
    Expression isClass = and(lessOrEqual(constant(0), label), less(label, parameter(classes)));
    Expression place = select(equal(load(0), folded(0)), toFloat(index(1)), constant(0x1p31));
    Expression probability = divide(exp(shifted), folded(1));
    Expression target = select(isLabel, constant(1), constant(0));
    Expression gradient = subtract(probability, target);
    Expression loss = subtract(log(folded(1)), folded(2));
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    return new Rows(
        extents,
        List.of(dense, labels),
        List.of(
            new Fold(Combine.MAX, load(0)),
            new Fold(Combine.SUM, exp(shifted)),
            new Fold(Combine.SUM, select(isLabel, shifted, constant(0))),
            new Fold(Combine.MIN, place)),
        withGradient ? List.of(new Result(gradient, dense)) : List.of(),
        List.of(
            new Result(select(isClass, loss, constant(Double.NaN)), perRow),
            new Result(constant(1), perRow),
            new Result(select(equal(folded(3), label), constant(1), constant(0)), perRow)));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType scores = inputs.get(0);
    TensorType labels = inputs.get(1);
    if (scores.shape().rank() != 2
        || scores.type() != DType.F32
        || labels.type() != DType.I32
        || !labels.shape().equals(Shape.of(scores.shape().dimension(0)))) {
      throw new IllegalArgumentException(
          "Softmax cross-entropy takes F32[rows, classes] and I32[rows], not %s and %s"
              .formatted(scores, labels));
    }
    return List.of(TensorType.f32(3, scores.shape().dimension(0)), scores);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node ofScores = RowLosses.gradient("Softmax cross-entropy", application, outputGradients);
    return Arrays.asList(ofScores, null);
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node scores = inputs.get(0);
    Node labels = inputs.get(1);
    long rows = scores.shape().dimension(0);
    long classes = scores.shape().dimension(1);
    Node label = reshape(labels, Shape.of(rows, 1));
    Expression isLabel = intEqual(index(1), load(0, DType.I32));
    Node target = Elementwise.of(select(isLabel, constant(1), constant(0)), scores.shape(), label);
    Node best = Extreme.max(scores);
    Node shifted = Elementwise.subtract(scores, best);
    Node logOfSum = Elementwise.log(Reduce.sumOfRows(Elementwise.exp(shifted)));
    Node ofLabel = Reduce.sumOfRows(Elementwise.multiply(shifted, target));
    Node losses = Elementwise.subtract(logOfSum, ofLabel);
    Expression number = toFloat(load(1, DType.I32));
    Expression isClass = and(lessOrEqual(constant(0), number), less(number, parameter(classes)));
    Node known = Elementwise.of(select(isClass, load(0), constant(Double.NaN)), losses, label);
    Expression place = select(equal(load(0), load(1)), toFloat(index(1)), constant(0x1p31));
    Node first = Extreme.min(Elementwise.of(place, scores, best));
    Expression isRight = equal(load(0), number);
    Node correct = Elementwise.of(select(isRight, constant(1), constant(0)), first, label);
    Node difference = Elementwise.subtract(Softmax.softmax(scores), target);
    Node weight = Constant.like(known, 1);
    Node measures = Stack.stack(List.of(known, weight, correct));
    return List.of(reshape(measures, Shape.of(3, rows)), difference);
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** As {@link Softmax}. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(5 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape scores = inputs.get(0).shape();
    View ofRows = outputs.get(0);
    View gradient = outputs.get(1);
    List<View> results = new ArrayList<>();
    if (gradient != null) {
      results.add(gradient);
    }
    results.add(ofRows.slice(0, 1));
    results.add(ofRows.slice(1, 2));
    results.add(ofRows.slice(2, 3));
    Rows rows = rows(scores.dimension(0), scores.dimension(1), gradient != null);
    return backend.rows(rows, inputs, results);
  }
}
