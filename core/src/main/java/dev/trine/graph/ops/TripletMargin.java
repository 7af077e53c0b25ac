package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.expression.Expression;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * {@code max(0, ‖a − p‖ − ‖a − n‖ + margin)} of an anchor, one that belongs to it, the positive,
 * and one that does not, the negative (Schroff, Kalenichenko and Philbin 2015, section 3.1, with
 * distances that are not squared, as in Balntas et al. 2016, section 2.1).
 */
public final class TripletMargin {
  /** Added to each difference, so that the distance of equals has a gradient; PyTorch's. */
  private static final double AWAY_FROM_ZERO = 1e-6;

  private TripletMargin() {}

  /**
   * What is measured of triplets.
   *
   * @param triplets F32 [rows, 3·n]: anchors, positives and negatives beside each other
   * @return [3, rows], each row's loss, its weight, which is 1, and 1 where the positive is nearer
   *     to the anchor than the negative, else 0
   */
  public static Node measures(Node triplets, double margin) {
    long rows = triplets.shape().dimension(0);
    long each = triplets.shape().example().elements() / 3;
    Node flat = reshape(triplets, Shape.of(rows, 3 * each));
    List<Node> parts = LastAxis.split(flat, each, each, each);
    Node near = distance(parts.get(0), parts.get(1));
    Node far = distance(parts.get(0), parts.get(2));
    Expression missing = add(subtract(load(0), load(1)), parameter(margin));
    Node losses = Elementwise.of(max(missing, constant(0)), near, far);
    Expression isRight = select(less(load(0), load(1)), constant(1), constant(0));
    Node correct = Elementwise.of(isRight, near, far);
    Node measures = Stack.stack(List.of(losses, Constant.like(losses, 1), correct));
    return reshape(measures, Shape.of(3, rows));
  }

  private static Node distance(Node a, Node b) {
    Expression difference = add(subtract(load(0), load(1)), parameter(AWAY_FROM_ZERO));
    Node squares = Elementwise.square(Elementwise.of(difference, a, b));
    return Elementwise.sqrt(Reduce.sumOfRows(squares));
  }
}
