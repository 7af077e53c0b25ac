package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.function.Functions.exp;

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
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * How much each query takes of each key: the softmax of its scaled scores over the keys that it
 * sees, 0 of the others (Vaswani et al. 2017, equation 1 and section 3.2.3). A query that sees no
 * key takes 0 of all. Inputs are scores, F32 [batch, heads, queries, keys], and of any type, or
 * left out, [batch, keys], which is 0 where there is no key.
 *
 * @param scale what scores are multiplied by
 * @param causal whether a query sees no keys with numbers above its own
 */
public record AttentionWeights(double scale, boolean causal) implements Fused {
  private static final Expression UNSEEN = constant(Double.NEGATIVE_INFINITY);

  /** Least of all maxima, so that −∞ less that of a row of them is −∞ and not NaN. */
  private static final Expression LOWEST = constant(-Float.MAX_VALUE);

  /**
   * The weights of all keys.
   *
   * @param mask null if all keys are there
   */
  public static Node of(Node scores, Node mask, double scale, boolean causal) {
    AttentionWeights op = new AttentionWeights(scale, causal);
    return mask == null ? scores.graph().apply(op, scores) : scores.graph().apply(op, scores, mask);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Shape scores = inputs.get(0).shape();
    boolean fits =
        scores.rank() == 4
            && inputs.get(0).type() == DType.F32
            && (inputs.size() == 1 || inputs.get(1).shape().equals(mask(scores)));
    if (!fits) {
      throw new IllegalArgumentException(
          "Attention takes scores of F32[batch, heads, queries, keys], and a mask [batch, keys], not %s"
              .formatted(inputs));
    }
    return List.of(inputs.get(0));
  }

  private static Shape mask(Shape scores) {
    return Shape.of(scores.dimension(0), scores.dimension(3));
  }

  /** The same elements, [batch, 1, 1, keys], which broadcast. */
  private static Shape spread(Shape mask) {
    return Shape.of(mask.dimension(0), 1, 1, mask.dimension(1));
  }

  /** The scaled score where the key is seen, else −∞. */
  private Expression seen(List<DType> inputs) {
    Expression score = multiply(load(0), parameter(scale));
    if (inputs.size() > 1) {
      score = select(isZero(load(1, inputs.get(1))), UNSEEN, score);
    }
    return causal ? select(intLess(index(2), index(3)), UNSEEN, score) : score;
  }

  private static Expression isZero(Expression value) {
    return value.type() == DType.F32 ? equal(value, constant(0)) : intEqual(value, whole(0));
  }

  private static Expression power(Expression score, Expression largest) {
    return exp(subtract(score, max(largest, LOWEST)));
  }

  /** The sum is 1 or more, for the largest, unless no key is seen. */
  private static Expression share(Expression power, Expression sum) {
    return divide(power, max(sum, constant(1)));
  }

  @Override
  public List<Node> expand(List<Node> inputs) {
    Node[] spread = inputs.toArray(Node[]::new);
    if (spread.length > 1) {
      spread[1] = Reshape.reshape(spread[1], spread(spread[1].shape()));
    }
    Expression value = seen(inputs.stream().map(Node::type).toList());
    Node scores = Elementwise.of(value, spread[0].shape(), spread);
    Node powers = Elementwise.of(power(load(0), load(1)), scores, Extreme.max(scores));
    return List.of(Elementwise.of(share(load(0), load(1)), powers, Reduce.sumOfRows(powers)));
  }

  /** {@code scale·y·(dy − Σ dy·y)}, the sum over all keys; 0 of those that are not seen. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node y = application.output(0);
    Node weighted = Elementwise.multiply(outputGradients.get(0), y);
    Expression rest = subtract(load(0), multiply(load(1), load(2)));
    Node ofScores =
        Elementwise.of(multiply(rest, parameter(scale)), weighted, y, Reduce.sumOfRows(weighted));
    return application.inputs().size() == 1 ? List.of(ofScores) : Arrays.asList(ofScores, null);
  }

  @Override
  public boolean allowsInPlace(TensorType input) {
    return input.type() == DType.F32 && input.shape().rank() == 4;
  }

  /** By rows, which are on every backend. */
  @Override
  public boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return true;
  }

  /** Each score is scaled, compared, shifted, raised, added and divided. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(6 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Shape extents = inputs.get(0).shape();
    Access scores = Access.dense(DType.F32, extents);
    List<Access> accesses =
        inputs.size() == 1
            ? List.of(scores)
            : List.of(
                scores,
                Access.broadcast(inputs.get(1).type(), spread(inputs.get(1).shape()), extents));
    Expression seen = seen(inputs.stream().map(View::type).toList());
    Expression power = power(seen, folded(0));
    Rows rows =
        new Rows(
            extents,
            accesses,
            List.of(new Fold(Combine.MAX, seen), new Fold(Combine.SUM, power)),
            List.of(new Result(share(power, folded(1)), scores)),
            List.of());
    return backend.rows(rows, inputs, outputs);
  }
}
