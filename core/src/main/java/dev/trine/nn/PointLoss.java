package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** A formula for each number that a network gives, against targets of the same shape. */
record PointLoss(LossFormula formula, boolean takesScores, Optional<Range> range) implements Loss {
  /** The targets that there may be. */
  record Range(String words, DoublePredicate has) {}

  static PointLoss ofValues(LossFormula formula) {
    return new PointLoss(formula, false, Optional.empty());
  }

  @Override
  public TensorType target(Shape output) {
    return TensorType.f32(output);
  }

  @Override
  public Optional<String> expectedTargets() {
    return range.map(Range::words);
  }

  @Override
  public boolean allowsTarget(double value) {
    return range.isEmpty() || range.get().has.test(value);
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
