package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.Padding;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A vector for each of so many things that are known by their numbers, such as words (Bengio et al.
 * 2003, section 2): I32 [batch, …] to [batch, …, width]. Its weight is [count, width], drawn with a
 * variance of 1, and does not decay. Its gradient is added up in an order that is fixed.
 *
 * @param count of things; numbers are from 0 to below it
 * @param padding the number whose vector is 0 and stays so, of what only fills up a sequence; −1
 *     for none
 */
public record Embedding(int count, int width, @Default("-1") int padding)
    implements UnaryLayer, Stepwise {
  /** {@link #padding} where all numbers have a vector. */
  public static final int NO_PADDING = -1;

  public Embedding {
    if (count < 1 || width < 1) {
      throw new IllegalArgumentException(
          "An embedding of %s things as vectors of %s, expected at least 1 of both"
              .formatted(count, width));
    }
    if (padding < NO_PADDING || padding >= count) {
      throw new IllegalArgumentException(
          "padding is %s, expected one of 0 to %s, or %s for none"
              .formatted(padding, count - 1, NO_PADDING));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    if (in.type() != DType.I32) {
      throw new IllegalArgumentException(
          "embedding takes numbers of I32, not %s; give the network an input of that type"
              .formatted(in.tensorType()));
    }
    Node table = scope.parameter("weight", Shape.of(count, width), this::draw, false);
    Node vectors = Gather.gather(table, in);
    return padding == NO_PADDING ? vectors : Padding.zero(vectors, in, padding);
  }

  private void draw(float[] values, RandomGenerator random) {
    Initialiser.uniform(Math.sqrt(3)).fill(values, random);
    if (padding != NO_PADDING) {
      Arrays.fill(values, padding * width, (padding + 1) * width, 0);
    }
  }
}
