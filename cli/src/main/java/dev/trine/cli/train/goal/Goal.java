package dev.trine.cli.train.goal;

import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;

/** What a network is to learn from a set, and how well it has. */
public interface Goal {
  /** The goal that the only target of a set has. */
  static Goal of(Dataset train) {
    return train.targets().get(0).classes().isEmpty() ? Values.of(train) : Classes.of(train);
  }

  /** How many numbers a network must give. */
  int outputs();

  /** The set as it is trained on. */
  Dataset trained(Dataset set);

  /** The network, once trained on such a set, with answers as the data have them. */
  Network answering(Network trained);

  /**
   * The loss that is made small.
   *
   * @param chosen null for the usual one
   * @throws IllegalArgumentException if it is not for this kind of target, listing those that are
   */
  ChosenLoss loss(ChosenLoss chosen);

  /** How well one does who never looks at the features. */
  Score uninformed(Dataset test);

  /** How that one answers, for readers. */
  String uninformedAnswer();

  /** How well a model does whose network is {@link #answering}. */
  Score score(Model model, Dataset test);

  /** A line: how well one does who never looks at the features. */
  default String baseline(Dataset test) {
    Score score = uninformed(test);
    return "Baseline %s: %s (%s)".formatted(score.name(), score.text(), uninformedAnswer());
  }

  /** A line: how well a model does whose network is {@link #answering}. */
  default String result(Model model, Dataset test) {
    return score(model, test).line();
  }
}
