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
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;
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
import dev.trine.graph.Cost;
import dev.trine.graph.Fused;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of the softmax of scores, [rows, classes], against labels, I32 [rows] (Bishop 1995,
 * section 6.9), and which rows are classified correctly. Outputs [3, rows], each row's loss, its
 * weight, which is 1, and then 1 for each row whose largest score is its label's, else 0; and,
 * saved for the gradient, the derivative of the losses, [rows, classes]. Only the losses have a
 * gradient: a correct row stays one. A row whose label is {@link #IGNORED} has zeros throughout.
 *
 * @param smoothing ε: what the scores are compared with is 1 − ε for the label and ε/classes for
 *     each class (Szegedy et al. 2016, section 7); from 0 to below 1
 */
public record SoftmaxCrossEntropy(double smoothing) implements Fused {
  /** The label of rows that do not count. */
  public static final int IGNORED = -1;

  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "Label smoothing is %s, expected from 0, which is none, to below 1".formatted(smoothing));
    }
  }

  /** Without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

  /** Output 0, without smoothing. */
  public static Node measures(Node scores, Node labels) {
    return new SoftmaxCrossEntropy().of(scores, labels);
  }

  /** Output 0. */
  public Node of(Node scores, Node labels) {
    return scores.graph().applyAll(this, scores, labels).get(0);
  }

  /**
   * Over scores [rows, classes] and labels I32 [rows]. Results, each F32: {@code softmax − [class =
   * label]} for every score, if wanted; for every row {@code −ln softmax[label]}, NaN where the
   * label is none of the classes, 1, and 1 or 0: whether the first of the largest scores is the
   * label's. With smoothing, [class = label] is what that makes of it.
   */
  public Rows rows(long rows, long classes, boolean withGradient) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access labels = Access.broadcast(DType.I32, Shape.of(rows, 1), extents);
    Expression shifted = subtract(load(0), folded(0));
    Expression isLabel = intEqual(index(1), load(1, DType.I32));
    Expression label = toFloat(load(1, DType.I32));
    Expression isIgnored = intEqual(load(1, DType.I32), whole(IGNORED));
    Expression isClass = and(lessOrEqual(constant(0), label), less(label, parameter(classes)));
    Expression place = select(equal(load(0), folded(0)), toFloat(index(1)), constant(0x1p31));
    Expression probability = divide(exp(shifted), folded(1));
    Expression difference = subtract(probability, target(isLabel, classes));
    Expression gradient = select(isIgnored, constant(0), difference);
    Expression loss = subtract(log(folded(1)), folded(2));
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    return new Rows(
        extents,
        List.of(dense, labels),
        List.of(
            new Fold(Combine.MAX, load(0)),
            new Fold(Combine.SUM, exp(shifted)),
            new Fold(Combine.SUM, ofTarget(shifted, isLabel, classes)),
            new Fold(Combine.MIN, place)),
        withGradient ? List.of(new Result(gradient, dense)) : List.of(),
        List.of(
            new Result(counted(loss, isClass, isIgnored), perRow),
            new Result(select(isIgnored, constant(0), constant(1)), perRow),
            new Result(select(equal(folded(3), label), constant(1), constant(0)), perRow)));
  }

  /** The probability that a class should have. */
  private Expression target(Expression isLabel, long classes) {
    double each = smoothing / Math.max(1, classes);
    return smoothing == 0
        ? select(isLabel, constant(1), constant(0))
        : select(isLabel, parameter(1 - smoothing + each), parameter(each));
  }

  /** A score's share by that; without smoothing those of other classes may be infinite. */
  private Expression ofTarget(Expression shifted, Expression isLabel, long classes) {
    return smoothing == 0
        ? select(isLabel, shifted, constant(0))
        : multiply(target(isLabel, classes), shifted);
  }

  private static Expression counted(Expression loss, Expression isClass, Expression isIgnored) {
    return select(isIgnored, constant(0), select(isClass, loss, constant(Double.NaN)));
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
    Node ofScores = RowLosses.gradient("softmax cross-entropy", application, outputGradients);
    return Arrays.asList(ofScores, null);
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node scores = inputs.get(0);
    Node labels = inputs.get(1);
    long rows = scores.shape().dimension(0);
    long classes = scores.shape().dimension(1);
    Node label = reshape(labels, Shape.of(rows, 1));
    Expression number = load(1, DType.I32);
    Expression isLabel = intEqual(index(1), number);
    Expression isIgnored = intEqual(number, whole(IGNORED));
    Expression isClass =
        and(lessOrEqual(constant(0), toFloat(number)), less(toFloat(number), parameter(classes)));
    Node shifted = Elementwise.subtract(scores, Extreme.max(scores));
    Node logOfSum = Elementwise.log(Reduce.sumOfRows(Elementwise.exp(shifted)));
    Node ofTarget =
        Reduce.sumOfRows(Elementwise.of(ofTarget(load(0), isLabel, classes), shifted, label));
    Node losses = Elementwise.subtract(logOfSum, ofTarget);
    Node counted = Elementwise.of(counted(load(0), isClass, isIgnored), losses, label);
    Expression one = select(isIgnored, constant(0), constant(1));
    Node weight = Elementwise.of(one, losses, label);
    Expression isRight = equal(load(0), toFloat(number));
    Expression right = select(isRight, constant(1), constant(0));
    Node correct = Elementwise.of(right, Extreme.placeOfMax(scores), label);
    Expression difference = subtract(load(0), target(isLabel, classes));
    Expression derivative = select(isIgnored, constant(0), difference);
    Node measures = Stack.stack(List.of(counted, weight, correct));
    return List.of(
        reshape(measures, Shape.of(3, rows)),
        Elementwise.of(derivative, Softmax.softmax(scores), label));
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
    Rows rows = rows(scores.dimension(0), scores.dimension(1), RowLosses.isWanted(outputs));
    return backend.rows(rows, inputs, RowLosses.results(outputs));
  }
}
