package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.DistributionCrossEntropy;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Extreme;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Class scores against distributions over the classes.
 *
 * @param divergence whether the entropy of the distributions is taken off; then there is no
 *     accuracy
 */
record DistributionLoss(boolean divergence) implements Loss {
  @Override
  public TensorType target(Shape output) {
    ClassRows.requireClasses(output);
    return TensorType.f32(output);
  }

  @Override
  public Optional<String> expectedTargets() {
    return Optional.of("probabilities, which are not negative");
  }

  @Override
  public boolean allowsTarget(double value) {
    return value >= 0;
  }

  @Override
  public boolean takesScores() {
    return true;
  }

  @Override
  public boolean hasAccuracy() {
    return !divergence;
  }

  @Override
  public Node measures(Node output, Node target) {
    Node scores = ClassRows.of(output);
    Node distributions = ClassRows.of(target);
    Node measures = new DistributionCrossEntropy(divergence).of(scores, distributions);
    if (divergence) {
      return measures;
    }
    Node correct = Elementwise.equal(Extreme.placeOfMax(scores), Extreme.placeOfMax(distributions));
    return Stack.concatenate(
        List.of(measures, reshape(correct, Shape.of(1, scores.shape().dimension(0)))));
  }
}
