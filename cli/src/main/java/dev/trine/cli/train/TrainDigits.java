package dev.trine.cli.train;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.Fraction;
import dev.trine.cli.option.SavedModel;
import dev.trine.cli.option.Widths;
import dev.trine.cli.train.goal.Score;
import dev.trine.cli.train.outcome.Outcome;
import dev.trine.cli.train.outcome.OutcomeOptions;
import dev.trine.cli.train.outcome.Steps;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.report.TrainingReport;
import dev.trine.train.EpochReport;
import dev.trine.train.TrainerBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trine train digits}. */
@Command(
    name = "digits",
    description = {
      "Train a classifier of handwritten digits.",
      "The 1,797 bundled images of 8x8 pixels are split once and for all, whatever the seed: four"
          + " fifths to train on, one fifth held out for the test accuracy."
    },
    showDefaultValues = true)
final class TrainDigits implements Runnable {
  private static final int CLASSES = 10;

  /** Of the images, in pixels. */
  private static final int SIDE = 8;

  private static final double TRAINED_ON = 0.8;

  /** Of the split, so that accuracies of different seeds and settings can be compared. */
  private static final long SPLIT_SEED = 42;

  @Spec private CommandSpec spec;

  @Mixin private BackendOption backendOption;

  @Mixin private TrainerOptions options;

  @Mixin private OutcomeOptions outcomeOptions;

  @Mixin private CheckpointOption checkpointOption;

  @Option(
      names = "--hidden",
      paramLabel = "N,N",
      converter = Widths.Converter.class,
      description = "Widths of the hidden layers.",
      defaultValue = "256,128")
  private Widths hidden;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Fraction.class,
      description = "Of the outputs of each hidden layer, while training.")
  private double dropout = 0.4;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      converter = SavedModel.class,
      description = "Where the model goes, as safetensors.",
      defaultValue = "digits.safetensors")
  private Path file;

  @Override
  public void run() {
    refuseMisplaced();
    Dataset digits = Datasets.digits();
    Dataset.Split split = digits.split(TRAINED_ON, SPLIT_SEED);
    if (options.batch() > split.train().size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--batch %s is more than the %s training examples"
              .formatted(options.batch(), split.train().size()));
    }
    KeptTraining kept = checkpointOption.beside(file, spec.commandLine().getOut());
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend();
        Model model = network(digits).initialise(backend, options.seed())) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(selection.line());
      out.flush();
      TrainerBuilder trainer = outcomeOptions.watched(options.trainer(model));
      Optional<List<EpochReport>> epochs =
          options.fit(trainer, TrainingPart.whole(split.train()), out, kept);
      if (epochs.isEmpty()) {
        kept.sayHow(out);
        return;
      }
      double accuracy = model.evaluate(split.test()).accuracy();
      String percent = String.format(Locale.ROOT, "%.1f %%", 100 * accuracy);
      out.println("Test accuracy: " + percent);
      out.flush(); // what cannot be written does not take the accuracy with it
      Outcome outcome =
          new Outcome(
              "Handwritten digits",
              settings(),
              backend.device(),
              split.train().size(),
              split.test().size(),
              epochs.get(),
              new Score("accuracy", "accuracy", accuracy, percent),
              null,
              file,
              () -> TrainingReport.of(model, split.test(), epochs.get()).pictures(SIDE, SIDE, 1));
      List<Runnable> steps = new ArrayList<>();
      steps.add(
          () -> {
            model.save(file);
            kept.remove();
            out.println("model saved to " + file);
          });
      steps.addAll(outcomeOptions.writing(outcome, out));
      Steps.all(steps);
      out.flush();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = options.settings();
    settings.put("loss", "cross-entropy");
    settings.put("hidden", hidden.values());
    settings.put("dropout", dropout);
    settings.putAll(backendOption.settings());
    return settings;
  }

  /** What stands before the name of this command would do nothing. */
  private void refuseMisplaced() {
    for (OptionSpec option : spec.parent().commandLine().getParseResult().matchedOptions()) {
      if (!option.inherited()) {
        throw new ParameterException(
            spec.commandLine(),
            "%s stands before 'digits', which has options of its own: put them behind"
                .formatted(option.longestName()));
      }
    }
  }

  private Network network(Dataset digits) {
    List<Layer> layers = new ArrayList<>();
    for (int width : hidden.values()) {
      layers.add(Layers.dense(width, Activation.RELU));
      layers.add(Layers.dropout(dropout));
    }
    layers.add(Layers.dense(CLASSES));
    return Network.of(digits.field("features").type().shape(), layers.toArray(Layer[]::new));
  }
}
