package dev.trine.nn;

import dev.trine.data.Dataset;
import dev.trine.data.Targets;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** What training makes small: a mean over the examples of a batch. */
public interface Loss {
  /** The type of the targets of a batch for which the network gives {@code output}. */
  TensorType target(Shape output);

  /** Whether an answer can be right or wrong. */
  boolean hasAccuracy();

  /**
   * What is measured of each example of a batch, F32 [measures, examples]: the loss; with accuracy
   * also 1 where it was answered correctly, else 0. Only the loss has a gradient.
   */
  Node measures(Node output, Node target);

  /** The usual loss for a set: cross-entropy for labels, squared error for values. */
  static Loss suiting(Dataset dataset) {
    return dataset.targets() instanceof Targets.Labels
        ? Losses.softmaxCrossEntropy()
        : Losses.meanSquaredError();
  }
}
