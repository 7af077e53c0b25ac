package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.lessOrEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;
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
 * The hinge loss of scores, [rows, classes], against labels, I32 [rows]: {@code max(0, 1 + best −
 * x[label])} with the best score of any other class (Crammer and Singer 2001, equation 2). Outputs
 * [3, rows], each row's loss, its weight, which is 1, and 1 where the first of the largest scores
 * is the label's, else 0; and, saved for the gradient, the derivative of the losses by the scores.
 * Of several that are best the first has the gradient. A row whose label is {@link
 * SoftmaxCrossEntropy#IGNORED} has zeros throughout; one whose label is no class otherwise has a
 * loss of NaN.
 */
public record ClassHinge() implements Fused {
  /** Output 0. */
  public static Node measures(Node scores, Node labels) {
    return scores.graph().applyAll(new ClassHinge(), scores, labels).get(0);
  }

  /** Of one row: its label, the label's score, the best other and where that is first. */
  private record Row(Expression label, Expression own, Expression best, Expression place) {
    Expression isIgnored() {
      return intEqual(label, whole(SoftmaxCrossEntropy.IGNORED));
    }

    Expression loss(long classes) {
      Expression number = toFloat(label);
      Expression isClass = and(lessOrEqual(constant(0), number), less(number, parameter(classes)));
      Expression missing = max(add(constant(1), subtract(best, own)), constant(0));
      return select(isIgnored(), constant(0), select(isClass, missing, constant(Double.NaN)));
    }

    Expression weight() {
      return select(isIgnored(), constant(0), constant(1));
    }

    Expression correct() {
      Expression isFirst = and(equal(best, own), less(toFloat(label), place));
      Expression isRight = or(less(best, own), isFirst);
      return select(isIgnored(), constant(0), select(isRight, constant(1), constant(0)));
    }

    /** Of the score of the class of this index. */
    Expression derivative(Expression number) {
      Expression ofBest = select(equal(toFloat(number), place), constant(1), constant(0));
      Expression each = select(intEqual(number, label), constant(-1), ofBest);
      Expression isMissing = less(subtract(own, best), constant(1));
      Expression derivative = select(isMissing, each, constant(0));
      return select(isIgnored(), constant(0), derivative);
    }
  }

  private static Expression ofLabel(Expression isLabel, Expression score) {
    return select(isLabel, score, constant(0));
  }

  private static Expression ofOther(Expression isLabel, Expression score) {
    return select(isLabel, constant(Double.NEGATIVE_INFINITY), score);
  }

  private static Expression placeOf(Expression best, Expression isLabel, Expression score) {
    Expression here = select(equal(score, best), toFloat(index(1)), constant(0x1p31));
    return select(isLabel, constant(0x1p31), here);
  }

  /**
   * Over scores [rows, classes] and labels I32 [rows]. Results, each F32: the derivative for every
   * score, if wanted; for every row the loss, the weight, and whether it is right.
   */
  public static Rows rows(long rows, long classes, boolean withGradient) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access labels = Access.broadcast(DType.I32, Shape.of(rows, 1), extents);
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    Expression label = load(1, DType.I32);
    Expression isLabel = intEqual(index(1), label);
    Row row = new Row(label, folded(0), folded(1), folded(2));
    return new Rows(
        extents,
        List.of(dense, labels),
        List.of(
            new Fold(Combine.SUM, ofLabel(isLabel, load(0))),
            new Fold(Combine.MAX, ofOther(isLabel, load(0))),
            new Fold(Combine.MIN, placeOf(folded(1), isLabel, load(0)))),
        withGradient ? List.of(new Result(row.derivative(index(1)), dense)) : List.of(),
        List.of(
            new Result(row.loss(classes), perRow),
            new Result(row.weight(), perRow),
            new Result(row.correct(), perRow)));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return new SoftmaxCrossEntropy().outputs(inputs);
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    return Arrays.asList(RowLosses.gradient("hinge", application, outputGradients), null);
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node scores = inputs.get(0);
    long rows = scores.shape().dimension(0);
    long classes = scores.shape().dimension(1);
    Node labels = reshape(inputs.get(1), Shape.of(rows, 1));
    Expression isLabel = intEqual(index(1), load(1, DType.I32));
    Node own = Reduce.sumOfRows(Elementwise.of(ofLabel(isLabel, load(0)), scores, labels));
    Node best = Extreme.max(Elementwise.of(ofOther(isLabel, load(0)), scores, labels));
    Node place =
        Extreme.min(Elementwise.of(placeOf(load(2), isLabel, load(0)), scores, labels, best));
    Row row = new Row(load(0, DType.I32), load(1), load(2), load(3));
    Node[] ofRow = {labels, own, best, place};
    Node measures =
        Stack.stack(
            List.of(
                Elementwise.of(row.loss(classes), ofRow),
                Elementwise.of(row.weight(), ofRow),
                Elementwise.of(row.correct(), ofRow)));
    return List.of(
        reshape(measures, Shape.of(3, rows)),
        Elementwise.of(row.derivative(index(1)), scores.shape(), ofRow));
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** Each score is compared with the best, twice, and with the label's. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(3 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape scores = inputs.get(0).shape();
    Rows rows = rows(scores.dimension(0), scores.dimension(1), RowLosses.isWanted(outputs));
    return backend.rows(rows, inputs, RowLosses.results(outputs));
  }
}
