package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Dropout;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.ops.AttentionWeights;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Padding;
import dev.trine.graph.ops.Permute;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * Scaled dot-product attention of several heads (Vaswani et al. 2017, section 3.2): each step of a
 * sequence takes of all steps what it asks for,
 *
 * <pre>{@code
 * headᵢ = softmax(Qᵢ·Kᵢᵀ / √(width / heads))·Vᵢ     y = [head₁, head₂, …]·W + b
 * }</pre>
 *
 * where Q, K and V are made of x and of what it attends to by dense layers. Its inputs are
 *
 * <ul>
 *   <li>x, [batch, queries, width], of which it makes [batch, queries, width];
 *   <li>what it attends to, [batch, keys, features]; x itself if that is left out;
 *   <li>which of the keys are there, or all if that is left out: [batch, keys] of any type, 0 where
 *       one only fills up the sequence, or I32 [batch], how many there are. Where there is none,
 *       the heads give 0.
 * </ul>
 *
 * <p>Its parts are the dense layers {@code queries}, {@code memory}, which gives K and V side by
 * side, and {@code output}; the heads lie side by side in all of them.
 *
 * @param heads that divide the width
 * @param causal whether no step sees those after it
 * @param dropout the fraction of the weights that are set to 0 while training
 */
public record Attention(int heads, @Default("false") boolean causal, @Default("0") double dropout)
    implements Layer {
  /** The part that gives Q. */
  static final String QUERIES = "queries";

  /** The part that gives K and V. */
  static final String MEMORY = "memory";

  public Attention {
    if (heads < 1) {
      throw new IllegalArgumentException("heads is %s, expected at least 1".formatted(heads));
    }
    new Dropout(dropout, 0, 0); // checks the rate
  }

  /**
   * What it takes.
   *
   * @param memory what x attends to
   * @param mask which steps of that are there; null for all
   */
  private record Taken(Node x, Node memory, Node mask) {
    static Taken of(List<Node> inputs) {
      Node last = inputs.get(inputs.size() - 1);
      boolean isMasked = inputs.size() > 1 && last.shape().rank() < 3;
      int sequences = inputs.size() - (isMasked ? 1 : 0);
      if (sequences > 2) {
        throw new IllegalArgumentException(
            "attention takes one or two sequences, and which of their steps are there, not %s"
                .formatted(inputs.stream().map(Node::tensorType).toList()));
      }
      return new Taken(inputs.get(0), inputs.get(sequences - 1), isMasked ? last : null);
    }

    /** The batch, and how many steps there are to attend to. */
    Shape keys() {
      return Shape.of(x.shape().dimension(0), memory.shape().dimension(1));
    }
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    Taken taken = Taken.of(inputs);
    check(taken.x, taken.memory);
    Node queries = queries(scope, taken.x);
    List<Node> pairs = Split.unstack(pairs(scope, taken));
    Node weights = weights(scope, queries, pairs.get(0), mask(taken), causal);
    return output(scope, taken.x, weights, pairs.get(1));
  }

  /**
   * To what is the same for all steps, it attends by keys and values that were made of it once, to
   * steps by those of all before, which it remembers.
   */
  @Override
  public List<Node> step(StepScope scope, List<Node> inputs) {
    Taken taken = Taken.of(inputs);
    check(taken.x, taken.memory);
    Node queries = queries(scope, taken.x);
    if (scope.isConstant(taken.memory)) {
      List<Node> pairs = Split.unstack(scope.once("pairs", () -> pairs(scope, taken)));
      Node weights = weights(scope, queries, pairs.get(0), mask(taken), causal);
      return output(scope, taken.x, weights, pairs.get(1));
    }
    if (!causal) {
      throw new IllegalArgumentException(
          "attention sees later steps, which are not there when one is made after the other; train with causalAttention(%s)"
              .formatted(heads));
    }
    List<Node> pairs = Split.unstack(pairs(scope, taken));
    Node keys = remembered(scope, "keys", pairs.get(0));
    Node values = remembered(scope, "values", pairs.get(1));
    Node weights = weights(scope, queries, keys, reached(scope, taken.mask), false);
    return output(scope, taken.x, weights, values);
  }

  /** Of all steps, [batch · heads, length, share], what was made of one. */
  private Node remembered(StepScope scope, String name, Node now) {
    long all = now.shape().dimension(0);
    long share = now.shape().dimension(2);
    Node history = scope.history(name, reshape(now, Shape.of(all / heads, heads, 1, share)));
    return reshape(history, Shape.of(all, scope.length(), share));
  }

  /** Which steps there have been; of those that may only fill up, which there really have. */
  private static Node reached(StepScope scope, Node mask) {
    if (mask == null) {
      return scope.reached();
    }
    long batch = mask.shape().dimension(0);
    if (!mask.shape().equals(Shape.of(batch, 1))) {
      throw new IllegalArgumentException(
          "attention takes how many steps a sequence has, which nobody knows before its end; generate with a network without that input, by model.with(network)");
    }
    Node there = reshape(Elementwise.cast(mask, DType.F32), Shape.of(batch, 1, 1));
    return reshape(scope.history("there", there), Shape.of(batch, scope.length()));
  }

  /** [batch · heads, time, width / heads] */
  private Node queries(Scope scope, Node x) {
    int width = (int) x.shape().dimension(2);
    return Split.unstack(heads(scope.part(QUERIES, dense(width), x), 1)).get(0);
  }

  /** Keys and values of what is attended to: [2, batch · heads, time, width / heads]. */
  private Node pairs(Scope scope, Taken taken) {
    int width = (int) taken.x.shape().dimension(2);
    return heads(scope.part(MEMORY, dense(2 * width), taken.memory), 2);
  }

  /** What the heads take, side by side, and the last of the dense layers. */
  private List<Node> output(Scope scope, Node x, Node weights, Node values) {
    int width = (int) x.shape().dimension(2);
    return List.of(scope.part("output", dense(width), joined(matmul(weights, values), x.shape())));
  }

  private void check(Node in, Node memory) {
    Sequences.check("attention", in);
    Sequences.check("attention", memory);
    if (in.shape().dimension(2) % heads != 0) {
      throw new IllegalArgumentException(
          "attention has %s heads, which do not divide the width %s of its input"
              .formatted(heads, in.shape().dimension(2)));
    }
    if (causal && in.shape().dimension(1) != memory.shape().dimension(1)) {
      throw new IllegalArgumentException(
          "causal attention is over steps of one time, not of %s to %s"
              .formatted(in.shape().example(), memory.shape().example()));
    }
  }

  private static Dense dense(int units) {
    return new Dense(units, Activation.IDENTITY);
  }

  /** [batch, time, parts · width] as [parts, batch · heads, time, width / heads]. */
  private Node heads(Node in, int parts) {
    long batch = in.shape().dimension(0);
    long time = in.shape().dimension(1);
    long share = in.shape().dimension(2) / parts / heads;
    Node apart = reshape(in, Shape.of(batch, time, parts, heads, share));
    Node turned = Permute.permute(apart, 2, 0, 3, 1, 4);
    return reshape(turned, Shape.of(parts, batch * heads, time, share));
  }

  /** The other way round. */
  private Node joined(Node taken, Shape shape) {
    long time = shape.dimension(1);
    Node apart =
        reshape(taken, Shape.of(shape.dimension(0), heads, time, shape.dimension(2) / heads));
    return reshape(Permute.permute(apart, 0, 2, 1, 3), shape);
  }

  private Node weights(Scope scope, Node queries, Node keys, Node mask, boolean causal) {
    Shape products =
        Shape.of(
            queries.shape().dimension(0) / heads,
            heads,
            queries.shape().dimension(1),
            keys.shape().dimension(1));
    Node scores = reshape(matmul(queries, keys, false, true), products);
    double scale = 1 / Math.sqrt(queries.shape().dimension(2));
    Node weights = AttentionWeights.of(scores, mask, scale, causal);
    if (dropout > 0) {
      weights = scope.part("dropout", new DropoutLayer(dropout), weights);
    }
    return reshape(
        weights,
        Shape.of(queries.shape().dimension(0), products.dimension(2), products.dimension(3)));
  }

  /** Which keys are there, by themselves or by how many there are; null for all. */
  private static Node mask(Taken taken) {
    Node given = taken.mask;
    Shape keys = taken.keys();
    if (given == null) {
      return null;
    }
    if (given.shape().equals(keys)) {
      return given;
    }
    if (given.shape().rank() != 1 || given.type() != DType.I32) {
      throw new IllegalArgumentException(
          "attention takes which of %s keys are there as %s, or as I32[] how many, not as %s%s"
              .formatted(keys.dimension(1), keys.example(), given.type(), given.shape().example()));
    }
    return Padding.within(given, keys.dimension(1));
  }
}
