package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Dropout;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.ops.AttentionWeights;
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

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    Node in = inputs.get(0);
    Node last = inputs.get(inputs.size() - 1);
    boolean isMasked = inputs.size() > 1 && last.shape().rank() < 3;
    int sequences = inputs.size() - (isMasked ? 1 : 0);
    if (sequences > 2) {
      throw new IllegalArgumentException(
          "attention takes one or two sequences, and which of their steps are there, not %s"
              .formatted(inputs.stream().map(Node::tensorType).toList()));
    }
    Node memory = inputs.get(sequences - 1);
    check(in, memory);
    int width = (int) in.shape().dimension(2);
    long keys = memory.shape().dimension(1);
    Node queries = heads(scope.part(QUERIES, dense(width), in), 1).get(0);
    List<Node> pairs = heads(scope.part(MEMORY, dense(2 * width), memory), 2);
    Node mask = isMasked ? mask(last, Shape.of(in.shape().dimension(0), keys)) : null;
    Node taken = matmul(weights(scope, queries, pairs.get(0), mask), pairs.get(1));
    return List.of(scope.part("output", dense(width), joined(taken, in.shape())));
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

  /** [batch, time, parts · width] as parts of [batch · heads, time, width / heads]. */
  private List<Node> heads(Node in, int parts) {
    long batch = in.shape().dimension(0);
    long time = in.shape().dimension(1);
    long share = in.shape().dimension(2) / parts / heads;
    Node apart = reshape(in, Shape.of(batch, time, parts, heads, share));
    Node turned = Permute.permute(apart, 2, 0, 3, 1, 4);
    return Split.unstack(reshape(turned, Shape.of(parts, batch * heads, time, share)));
  }

  /** The other way round. */
  private Node joined(Node taken, Shape shape) {
    long time = shape.dimension(1);
    Node apart =
        reshape(taken, Shape.of(shape.dimension(0), heads, time, shape.dimension(2) / heads));
    return reshape(Permute.permute(apart, 0, 2, 1, 3), shape);
  }

  private Node weights(Scope scope, Node queries, Node keys, Node mask) {
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

  /** Which keys are there, by themselves or by how many there are. */
  private static Node mask(Node given, Shape keys) {
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
