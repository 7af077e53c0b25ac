package dev.trine.graph.compile;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.Columns;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Formulas;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * The sum along the first axis in adjacent pairs, level by level, one without a partner going up as
 * it is: the order in which {@link dev.trine.backend.op.SumOrder} adds its blocks.
 */
final class PairSum {
  /** Numbers that are added in one pass: three levels. */
  private static final int MOST = 8;

  private PairSum() {}

  /** Of [n, …] the sum […]; n is at least 1. */
  static Node of(Node parts) {
    Shape sum = parts.shape().example();
    long count = parts.shape().dimension(0);
    if (count <= MOST) {
      return Elementwise.of(tree(0, (int) count), sum, Split.unstack(parts).toArray(Node[]::new));
    }
    long left = count % MOST;
    if (left == 0) {
      return of(ofGroups(parts));
    }
    List<Node> split = Split.split(parts, count - left, left);
    Node ofRest = reshape(of(split.get(1)), sum.batched(1));
    return of(Stack.concatenate(List.of(ofGroups(split.get(0)), ofRest)));
  }

  /** Of [groups · {@link #MOST}, …] the sums of groups. */
  private static Node ofGroups(Node parts) {
    Shape sum = parts.shape().example();
    long groups = parts.shape().dimension(0) / MOST;
    Node sideBySide = reshape(parts, Shape.of(groups, MOST * sum.elements()));
    Node sums =
        Formulas.of(
                List.of(List.of(tree(0, MOST))),
                Shape.of(groups, sum.elements()),
                Columns.parts(sideBySide, MOST))
            .get(0);
    return reshape(sums, sum.batched(groups));
  }

  /** The sum of some loads: adjacent pairs leave 2^i of them to the left of the last addition. */
  private static Expression tree(int from, int to) {
    if (to - from == 1) {
      return load(from);
    }
    int middle = from + Integer.highestOneBit(to - from - 1);
    return Arithmetic.add(tree(from, middle), tree(middle, to));
  }
}
