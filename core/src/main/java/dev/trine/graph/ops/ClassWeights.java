package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A number for each class, by labels. Few are part of a formula. Of many, which would take long to
 * compile, a table is filled at each run, by a launch for each run of equal numbers.
 */
public final class ClassWeights {
  private static final int MOST_IN_FORMULA = 16;

  private ClassWeights() {}

  /**
   * The number of each label's class: I32 […] to F32 […]. Of labels that are no class it may be any
   * of the numbers, 0, or from the number of classes on NaN.
   *
   * @param weights one a class
   */
  public static Node of(Node labels, List<Double> weights) {
    return weights.size() <= MOST_IN_FORMULA
        ? Elementwise.of(among(weights, 0), labels.shape(), labels)
        : inTable(labels, weights);
  }

  /**
   * By halves.
   *
   * @param first the class of the first of them
   */
  private static Expression among(List<Double> weights, int first) {
    if (weights.stream().distinct().count() == 1) {
      return constant(weights.get(0));
    }
    int half = weights.size() / 2;
    return select(
        intLess(load(0, DType.I32), whole(first + half)),
        among(weights.subList(0, half), first),
        among(weights.subList(half, weights.size()), first + half));
  }

  private static Node inTable(Node labels, List<Double> weights) {
    List<Node> runs = new ArrayList<>();
    for (int from = 0, to; from < weights.size(); from = to) {
      double weight = weights.get(from);
      for (to = from; to < weights.size() && weights.get(to) == weight; ) {
        to++;
      }
      runs.add(labels.graph().apply(new Constant(weight, TensorType.f32(to - from))));
    }
    Node found = Gather.gather(Stack.concatenate(runs), labels);
    Expression isNone = intLess(load(1, DType.I32), whole(0));
    return Elementwise.of(select(isNone, constant(0), load(0)), found, labels);
  }
}
