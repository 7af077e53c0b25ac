package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** What only fills up sequences to one length. */
public final class Padding {
  private Padding() {}

  /**
   * Which steps are there, I32 [batch, time]: 0 where one is not.
   *
   * @param lengths how many are, I32 [batch]
   */
  public static Node within(Node lengths, long time) {
    long batch = lengths.shape().dimension(0);
    return Elementwise.of(
        intLess(index(1), load(0, DType.I32)),
        Shape.of(batch, time),
        Reshape.reshape(lengths, Shape.of(batch, 1)));
  }

  /**
   * Vectors, [numbers…, width], and 0 for those whose number is that which fills up. No gradient
   * comes to these.
   *
   * @param numbers I32
   */
  public static Node zero(Node vectors, Node numbers, int padding) {
    long[] column = Arrays.copyOf(numbers.shape().dimensions(), numbers.shape().rank() + 1);
    column[column.length - 1] = 1;
    Expression isPadding = intEqual(load(1, DType.I32), whole(padding));
    return Elementwise.of(
        select(isPadding, constant(0), load(0)),
        vectors,
        Reshape.reshape(numbers, Shape.of(column)));
  }

  /**
   * Chooses, for each element, by whether its step is there.
   *
   * @param there the I32 input that says so, 0 where it is not
   */
  static Expression choose(int there, Expression given, Expression padded) {
    return select(intEqual(load(there, DType.I32), whole(0)), padded, given);
  }
}
