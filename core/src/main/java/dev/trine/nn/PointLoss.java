package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * A formula for each number that a network gives, against targets of the same shape.
 *
 * @param range the targets that there may be; null for any
 */
record PointLoss(LossFormula formula, boolean takesScores, Range range) implements Loss {
  /** The targets that there may be. */
  record Range(String words, Numbers has) implements Serializable {}

  /** Which numbers there may be; a predicate that can be sent to where others train. */
  @FunctionalInterface
  interface Numbers extends DoublePredicate, Serializable {}

  static PointLoss ofValues(LossFormula formula) {
    return new PointLoss(formula, false, null);
  }

  @Override
  public TensorType target(Shape output) {
    return TensorType.f32(output);
  }

  @Override
  public Optional<String> expectedTargets() {
    return Optional.ofNullable(range).map(Range::words);
  }

  @Override
  public boolean allowsTarget(double value) {
    return range == null || range.has.test(value);
  }

  @Override
  public boolean hasAccuracy() {
    return new PointwiseLoss(formula).hasAccuracy();
  }

  @Override
  public Node measures(Node output, Node target) {
    return PointwiseLoss.measures(formula, output, target);
  }
}
