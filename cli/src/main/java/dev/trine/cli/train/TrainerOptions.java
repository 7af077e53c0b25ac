package dev.trine.cli.train;

import dev.trine.cli.Terminal;
import dev.trine.cli.option.AboveZero;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.OptimizerName;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.train.Trainer;
import dev.trine.train.TrainerBuilder;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a model is trained, whatever on. */
final class TrainerOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Passes over the training part.")
  private int epochs = 60;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Examples a step.")
  private int batch = 32;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of initial weights and of the order of examples.")
  private long seed = 42;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      converter = AboveZero.class,
      description = "The learning rate.")
  private double learningRate = 1e-3;

  @Option(names = "--optimizer", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
  private OptimizerName optimizer = OptimizerName.ADAM;

  int batch() {
    return batch;
  }

  long seed() {
    return seed;
  }

  /** A trainer with these settings, to which others can be added. */
  TrainerBuilder trainer(Model model) {
    return Trainer.of(model)
        .optimizer(optimizer.at(learningRate))
        .batch(batch)
        .epochs(epochs)
        .seed(seed);
  }

  /**
   * Trains, and shows how it goes on: on a terminal in a line that moves, else epoch by epoch.
   *
   * @return whether it is at its end, and was not interrupted
   */
  boolean fit(TrainerBuilder trainer, Dataset dataset, PrintWriter out, KeptTraining kept) {
    if (Terminal.isInteractive()) {
      try (ProgressBar bar = new ProgressBar(out, epochs)) {
        return kept.train(kept.by(trainer.listener(bar)).build(), dataset);
      }
    }
    return kept.train(kept.by(trainer.listener(new EpochLines(out, epochs))).build(), dataset);
  }
}
