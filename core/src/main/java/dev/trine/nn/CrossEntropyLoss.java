package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.ops.ClassWeights;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of the softmax of class scores against labels; {@link Losses#softmaxCrossEntropy}.
 *
 * @param smoothing how much of each label's probability is spread evenly over all classes, from 0
 *     to below 1
 * @param classWeights what an example, or a step, weighs by its label; empty if all weigh 1
 */
public record CrossEntropyLoss(double smoothing, List<Double> classWeights) implements Loss {
  /**
   * @throws IllegalArgumentException if smoothing is none, or a weight is negative or not finite,
   *     or all are 0
   */
  public CrossEntropyLoss {
    classWeights = List.copyOf(classWeights);
    new SoftmaxCrossEntropy(smoothing);
    for (double weight : classWeights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A class weight is %s, expected a finite number that is not negative"
                .formatted(weight));
      }
    }
    if (!classWeights.isEmpty() && classWeights.stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException(
          "All class weights are 0: give at least one class another");
    }
  }

  CrossEntropyLoss() {
    this(0, List.of());
  }

  /**
   * With labels smoothed: {@code 1 − ε} for the label and {@code ε/classes} for every class
   * (Szegedy et al. 2016, section 7).
   *
   * @param epsilon ε, from 0 to below 1
   */
  public CrossEntropyLoss withLabelSmoothing(double epsilon) {
    return new CrossEntropyLoss(epsilon, classWeights);
  }

  /**
   * With a weight for each class. An example weighs what its label's class does, in the loss, which
   * is divided by the sum of the weights, and in the accuracy. Smoothed labels weigh by the label,
   * too.
   *
   * @param weights one a class, not negative
   */
  public CrossEntropyLoss withClassWeights(double... weights) {
    return new CrossEntropyLoss(smoothing, Arrays.stream(weights).boxed().toList());
  }

  @Override
  public TensorType target(Shape output) {
    TensorType labels = ClassRows.labels(output);
    long classes = output.dimension(-1);
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new IllegalArgumentException(
          "The loss has weights for %s classes, but scores for %s; give one weight a class"
              .formatted(classWeights.size(), classes));
    }
    return labels;
  }

  @Override
  public boolean takesScores() {
    return true;
  }

  @Override
  public boolean hasAccuracy() {
    return true;
  }

  @Override
  public Node measures(Node output, Node target) {
    Node labels = ClassRows.ofLabels(target);
    Node measures = new SoftmaxCrossEntropy(smoothing).of(ClassRows.of(output), labels);
    if (classWeights.isEmpty()) {
      return measures;
    }
    Node weights = ClassWeights.of(labels, classWeights);
    Shape perRow = Shape.of(1, labels.shape().elements());
    return Elementwise.multiply(measures, Reshape.reshape(weights, perRow));
  }
}
