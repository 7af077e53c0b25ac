package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
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
import java.util.List;

/**
 * Cross-entropy of the softmax p of scores against distributions q, both [rows, classes]: {@code −Σ
 * q·ln p} (Bishop 1995, section 6.9), or the Kullback–Leibler divergence, which is less by the
 * entropy of q: {@code Σ q·ln(q/p)} (Kullback and Leibler 1951). A class of q = 0 counts nothing,
 * whatever its score; a negative q makes the row's loss NaN; that the q of a row add up to 1 is not
 * looked at. Outputs [2, rows], each row's loss and its weight, which is 1; and, saved for the
 * gradient, the derivative of the losses by the scores, {@code p·Σq − q}.
 *
 * @param lessEntropy whether it is the divergence
 */
public record DistributionCrossEntropy(boolean lessEntropy) implements Fused {
  /** Output 0. */
  public Node of(Node scores, Node distributions) {
    return scores.graph().applyAll(this, scores, distributions).get(0);
  }

  /**
   * Over scores and distributions [rows, classes]. Results, each F32: the derivative for every
   * score, if wanted; for every row the loss and 1.
   */
  public Rows rows(long rows, long classes, boolean withGradient) {
    Shape extents = Shape.of(rows, classes);
    Access dense = Access.dense(DType.F32, extents);
    Access perRow = Access.dense(DType.F32, Shape.of(rows));
    Expression shifted = subtract(load(0), folded(0));
    Expression probability = divide(exp(shifted), folded(1));
    Expression gradient = subtract(multiply(folded(2), probability), load(1));
    Expression loss = subtract(multiply(folded(2), log(folded(1))), folded(3));
    return new Rows(
        extents,
        List.of(dense, dense),
        List.of(
            new Fold(Combine.MAX, load(0)),
            new Fold(Combine.SUM, exp(shifted)),
            new Fold(Combine.SUM, load(1)),
            new Fold(Combine.SUM, share(shifted, load(1)))),
        withGradient ? List.of(new Result(gradient, dense)) : List.of(),
        List.of(new Result(loss, perRow), new Result(constant(1), perRow)));
  }

  /** What a class takes off the loss. */
  private Expression share(Expression shifted, Expression q) {
    Expression term = lessEntropy ? subtract(shifted, log(q)) : shifted;
    Expression none = select(equal(q, constant(0)), constant(0), constant(Double.NaN));
    return select(less(constant(0), q), multiply(q, term), none);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType scores = inputs.get(0);
    if (scores.shape().rank() != 2 || scores.type() != DType.F32 || !scores.equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "Cross-entropy against distributions takes scores and as many probabilities, both F32[rows, classes], not %s and %s"
              .formatted(scores, inputs.get(1)));
    }
    return List.of(TensorType.f32(2, scores.shape().dimension(0)), scores);
  }

  /**
   * Of the scores the derivative that was saved; of a q {@code −ln p}, with the entropy ln q + 1
   * more.
   */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node distributions = application.input(1);
    Node ofScores = RowLosses.gradient("distribution cross-entropy", application, outputGradients);
    Node scores = application.input(0);
    Node shifted = Elementwise.subtract(scores, Extreme.max(scores));
    Node logOfSum = Elementwise.log(Reduce.sumOfRows(Elementwise.exp(shifted)));
    Node ofDistributions = Elementwise.subtract(logOfSum, shifted);
    if (lessEntropy) {
      Node one = Elementwise.scale(Elementwise.log(distributions), 1, 1);
      ofDistributions = Elementwise.add(ofDistributions, one);
    }
    return List.of(ofScores, RowLosses.times(ofDistributions, outputGradients.get(0)));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node scores = inputs.get(0);
    Node distributions = inputs.get(1);
    long rows = scores.shape().dimension(0);
    Node shifted = Elementwise.subtract(scores, Extreme.max(scores));
    Node logOfSum = Elementwise.log(Reduce.sumOfRows(Elementwise.exp(shifted)));
    Node sums = Reduce.sumOfRows(distributions);
    Node shares = Elementwise.of(share(load(0), load(1)), shifted, distributions);
    Node losses =
        Elementwise.subtract(Elementwise.multiply(sums, logOfSum), Reduce.sumOfRows(shares));
    Node measures = Stack.stack(List.of(losses, Constant.like(losses, 1)));
    Node probabilities = Elementwise.multiply(Softmax.softmax(scores), sums);
    return List.of(
        reshape(measures, Shape.of(2, rows)), Elementwise.subtract(probabilities, distributions));
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** As {@link SoftmaxCrossEntropy}, and the distributions' sums and products. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(8 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape scores = inputs.get(0).shape();
    Rows rows = rows(scores.dimension(0), scores.dimension(1), RowLosses.isWanted(outputs));
    return backend.rows(rows, inputs, RowLosses.results(outputs));
  }
}
