package dev.trine.nn;

import dev.trine.data.Field;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.Serializable;
import java.util.Optional;

/**
 * How far an output of a network is from what it should give: a sum over examples, each of which
 * has a weight, divided by the sum of the weights. The division comes last, so that sums of parts
 * of a batch can be added. What training makes small is an {@link Objective} of such losses.
 *
 * <p>Of sequences a loss may measure each step by itself. An example is then the sum of its steps,
 * and weighs as many as count.
 */
public interface Loss extends Serializable {
  /** Index among the measures of the loss of an example, times its weight. */
  int LOSS = 0;

  /** Index of the weight. */
  int WEIGHT = 1;

  /** Index of whether the answer was right, of losses that have accuracy. */
  int CORRECT = 2;

  /**
   * The type of the targets of a batch for which the network gives {@code output}.
   *
   * @throws IllegalArgumentException if it takes no such output
   */
  TensorType target(Shape output);

  /** Whether it compares an output with something; if not, it is given null for a target. */
  default boolean hasTarget() {
    return true;
  }

  /** What targets may be, for a message; empty if any. */
  default Optional<String> expectedTargets() {
    return Optional.empty();
  }

  /** Whether a target may have this value; what may not makes the loss NaN. */
  default boolean allowsTarget(double value) {
    return true;
  }

  /** Whether it makes probabilities of what the network gives, which is to be of any size. */
  default boolean takesScores() {
    return false;
  }

  /** Whether an answer can be right or wrong. */
  boolean hasAccuracy();

  /**
   * What is measured of each example of a batch, F32 [measures, examples]: its loss, its weight;
   * with accuracy also 1 where it was answered correctly, else 0, or the fraction that was. Only
   * the loss has a gradient. Of steps that are measured by themselves, [measures, examples·steps],
   * those of an example one behind the other.
   */
  Node measures(Node output, Node target);

  /** The usual loss for a target: cross-entropy for labels, squared error for values. */
  static Loss suiting(Field target) {
    return target.classes().isEmpty() ? Losses.meanSquaredError() : Losses.softmaxCrossEntropy();
  }
}
