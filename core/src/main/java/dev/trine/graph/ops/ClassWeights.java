package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * A number for each class, by labels. The numbers are part of the formula, as selections by halves,
 * which suits up to a few hundred classes.
 */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * The number of each label's class: I32 […] to F32 […]. Of labels that are no class it is that of
   * the first or the last.
   *
   * @param weights one a class
   */
  public static Node of(Node labels, List<Double> weights) {
    return Elementwise.of(among(weights, 0), labels.shape(), labels);
  }

  /**
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
}
