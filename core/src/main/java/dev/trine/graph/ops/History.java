package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/** Steps of sequences that come one after the other, each of which has a place among all. */
public final class History {
  private History() {}

  /**
   * The steps with one of them replaced, without a gradient.
   *
   * @param steps F32 [batch, …, length, features]
   * @param value of one, F32 [batch, …, 1, features]
   * @param position which, I32 [1]
   */
  public static Node with(Node steps, Node value, Node position) {
    Expression isHere = intEqual(index(steps.shape().rank() - 2), load(2, DType.I32));
    return Elementwise.of(select(isHere, load(1), load(0)), steps.shape(), steps, value, position);
  }

  /**
   * Which steps there have been: I32 [batch, length], 0 for those behind a position.
   *
   * @param position of the last, I32 [1]
   */
  public static Node upTo(Node position, long batch, long length) {
    return Elementwise.of(
        intLess(intSubtract(index(1), whole(1)), load(0, DType.I32)),
        Shape.of(batch, length),
        position);
  }
}
