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

  /** The mean loss, as [1]. */
  Node mean(Node output, Node target);

  /** Whether an answer can be right or wrong. */
  boolean hasAccuracy();

  /** How many examples of a batch were answered correctly, as [1]; null without accuracy. */
  Node correct(Node output, Node target);

  /** The usual loss for a set: cross-entropy for labels, squared error for values. */
  static Loss suiting(Dataset dataset) {
    return dataset.targets() instanceof Targets.Labels
        ? Losses.softmaxCrossEntropy()
        : Losses.meanSquaredError();
  }
}
