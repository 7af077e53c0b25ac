package dev.trine.cli.train;

import dev.trine.cli.Terminal;
import dev.trine.cli.option.AboveZero;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.ChosenSchedule;
import dev.trine.cli.option.OptimizerName;
import dev.trine.cli.option.ScheduleName;
import dev.trine.nn.Model;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import dev.trine.train.TrainerBuilder;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = ChosenSchedule.Converter.class,
      description = "Of the learning rate: " + ScheduleName.NAMES + ".")
  private ChosenSchedule schedule = ChosenSchedule.CONSTANT;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      converter = AtLeastOne.class,
      description = "Steps at the beginning in which the learning rate rises to what it is to be.")
  private Integer warmUp;

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
        .schedule(warmUp == null ? schedule.over(epochs) : schedule.over(epochs).withWarmUp(warmUp))
        .batch(batch)
        .epochs(epochs)
        .seed(seed);
  }

  /** These settings by their names. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("epochs", epochs);
    settings.put("batch", batch);
    settings.put("optimizer", optimizer.toString());
    settings.put("learningRate", learningRate);
    settings.put("schedule", schedule.toString());
    settings.put("warmUp", warmUp == null ? 0 : warmUp);
    settings.put("seed", seed);
    return settings;
  }

  /**
   * Trains, and shows how it goes on: on a terminal in a line that moves, else epoch by epoch.
   *
   * @return a report an epoch; empty if it was interrupted
   */
  Optional<List<EpochReport>> fit(
      TrainerBuilder trainer, TrainingPart part, PrintWriter out, KeptTraining kept) {
    if (Terminal.isInteractive()) {
      try (ProgressBar bar = new ProgressBar(out, epochs)) {
        return kept.train(kept.by(trainer.listener(bar)).build(), part);
      }
    }
    return kept.train(kept.by(trainer.listener(new EpochLines(out, epochs))).build(), part);
  }
}
