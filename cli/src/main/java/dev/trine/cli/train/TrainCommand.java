package dev.trine.cli.train;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Device;
import dev.trine.backend.Selection;
import dev.trine.cli.Fit;
import dev.trine.cli.PreparationNote;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.Fraction;
import dev.trine.cli.option.SavedModel;
import dev.trine.cli.train.augment.ChosenAugmentation;
import dev.trine.cli.train.goal.ChosenLoss;
import dev.trine.cli.train.goal.Goal;
import dev.trine.cli.train.goal.Score;
import dev.trine.cli.train.outcome.Outcome;
import dev.trine.cli.train.outcome.OutcomeOptions;
import dev.trine.cli.train.outcome.Steps;
import dev.trine.cli.train.source.Parts;
import dev.trine.cli.train.source.Source;
import dev.trine.cli.train.source.SourceOption;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.report.TrainingReport;
import dev.trine.train.EpochReport;
import dev.trine.train.StoppingRule;
import dev.trine.train.TrainerBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code trine train}. */
@Command(
    name = "train",
    description = {
      "Train a network on your own data, or on a bundled data set.",
      "Classes are told apart by softmax and cross-entropy; numbers are approached by mean squared"
          + " error; --loss takes another. The model has the weights of the epoch with the lowest"
          + " validation loss."
    },
    showDefaultValues = true,
    subcommands = TrainDigits.class)
public final class TrainCommand implements Runnable {
  private static final double HELD = 0.2;
  private static final String AUGMENTATION = "augmentation";
  private static final String FILE = "model.safetensors";

  @Spec private CommandSpec spec;

  @ArgGroup(heading = "Your data, one of:%n")
  private SourceOption sourceOption;

  @Mixin private NetworkOption networkOption;

  @Mixin private BackendOption backendOption;

  @Mixin private TrainerOptions options;

  @Mixin private OutcomeOptions outcomeOptions;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      converter = ChosenLoss.Converter.class,
      description = {
        "Of classes cross-entropy, smoothed:BY (smoothed:0.1), balanced or hinge; of numbers mse, mae,"
            + " huber:DELTA (huber:1) or log-cosh, in deviations of the target. Default: the first."
      })
  private ChosenLoss chosenLoss;

  @Option(
      names = "--augment",
      paramLabel = "CHANGES",
      converter = ChosenAugmentation.Converter.class,
      description = {
        "Changes images at random while they are trained on, by any of shift=PIXELS, rotate=DEGREES,"
            + " flip, noise=DEVIATION (of bytes a few of 255), cut-out=PIXELS: such as"
            + " shift=2,rotate=10."
      })
  private ChosenAugmentation augmentation;

  @Mixin private CheckpointOption checkpointOption;

  @Option(
      names = "--validation",
      paramLabel = "FRACTION",
      converter = Fraction.class,
      description = "Of the training part, held out to tell when to stop; of each class alike.")
  private double validation = 0.1;

  @Option(
      names = "--test",
      paramLabel = "FRACTION",
      converter = Fraction.class,
      description = "Held out to test with, drawn by the seed. Default: " + HELD + ".")
  private Double held;

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Stop when so many epochs have not improved the validation loss.")
  private int patience = 5;

  // Without a default of picocli's, which would look for a place for it before `train digits` too.
  @Option(
      names = "--save",
      paramLabel = "FILE",
      converter = SavedModel.class,
      description = "Where the model goes, as safetensors. Default: " + FILE + ".")
  private Path file;

  /** What is to be done, all of it checked. */
  private record Task(
      Source source,
      Parts parts,
      Goal goal,
      ChosenLoss loss,
      Network network,
      TrainingPart part,
      Path saved,
      KeptTraining kept) {}

  @Override
  public void run() {
    Task task = task();
    PrintWriter out = spec.commandLine().getOut();
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend();
        Model model = task.network().initialise(backend, options.seed())) {
      out.println(selection.line());
      out.printf(
          "%s examples to train on, %s to test with%n",
          task.parts().train().size(), task.parts().test().size());
      ColumnLines.print(task.parts(), out);
      out.flush();
      task.kept().describe(model, AUGMENTATION, Objects.toString(augmentation, null));
      Optional<List<EpochReport>> epochs = train(task, model, out);
      if (epochs.isEmpty()) {
        task.kept().sayHow(out);
        return;
      }
      try (Model whole = model.with(task.goal().answering(task.network()))) {
        tell(task, whole, epochs.get(), backend.device(), out);
      }
    }
  }

  private Task task() {
    Source source = source();
    networkOption.check();
    Path saved = file == null ? defaultFile() : file;
    KeptTraining kept = checkpointOption.beside(saved, spec.commandLine().getOut());
    Parts parts = source.read(held == null ? HELD : held, options.seed());
    Goal goal = Goal.of(parts.train());
    ChosenLoss loss = goal.loss(chosenLoss);
    Network network = networkOption.network(parts, goal.outputs());
    Dataset trained = goal.trained(parts.train());
    Fit.check(network, trained);
    TrainingPart part = TrainingPart.validated(trained, validation, options.seed());
    if (augmentation != null) {
      part = part.withTrained(augmentation.of(part.trained(), options.seed()));
    }
    return new Task(source, parts, goal, loss, network, part, saved, kept);
  }

  /** A report an epoch; empty if it was interrupted. */
  private Optional<List<EpochReport>> train(Task task, Model model, PrintWriter out) {
    TrainerBuilder trainer =
        options
            .trainer(model)
            .loss(task.loss().of(task.parts().train()))
            .stopWhen(StoppingRule.noImprovement(patience));
    return options.fit(outcomeOptions.watched(trainer), task.part(), out, task.kept());
  }

  /** Measures a trained model, says how good it is, and writes what was asked for. */
  private void tell(
      Task task, Model whole, List<EpochReport> epochs, Device device, PrintWriter out) {
    Dataset test = task.parts().test();
    Score score = task.goal().score(whole, test);
    out.println(task.goal().baseline(test));
    out.println(score.line());
    out.flush(); // what cannot be written does not take the result with it
    Outcome outcome =
        new Outcome(
            "Training on " + task.source(),
            settings(task.loss()),
            device,
            task.parts().train().size(),
            test.size(),
            epochs,
            score,
            task.goal().uninformed(test),
            task.saved(),
            () -> report(whole, task.parts(), epochs, task.loss()));
    List<Runnable> steps = new ArrayList<>();
    steps.add(
        () -> {
          task.parts().preparation().ifPresent(made -> PreparationNote.write(whole, made));
          whole.save(task.saved());
          task.kept().remove();
          out.println("model saved to " + task.saved());
        });
    steps.addAll(outcomeOptions.writing(outcome, out));
    Steps.all(steps);
    out.flush();
  }

  private Map<String, Object> settings(ChosenLoss loss) {
    Map<String, Object> settings = options.settings();
    settings.put("loss", loss.toString());
    settings.put(AUGMENTATION, Objects.toString(augmentation, "none"));
    settings.put("validation", validation);
    settings.put("patience", patience);
    settings.putAll(networkOption.settings());
    settings.putAll(backendOption.settings());
    return settings;
  }

  private static TrainingReport report(
      Model model, Parts parts, List<EpochReport> epochs, ChosenLoss loss) {
    TrainingReport report = TrainingReport.of(model, parts.test(), epochs);
    parts.rows().ifPresent(rows -> report.texts(rows::row));
    return loss.givesProbabilities() ? report : report.withoutProbabilities();
  }

  private Source source() {
    if (sourceOption == null) {
      throw wrong(
          "'%s' needs one of: %s, %s (--help says more)"
              .formatted(
                  spec.qualifiedName(),
                  String.join(", ", spec.subcommands().keySet()),
                  SourceOption.NAMES));
    }
    Source source = sourceOption.given();
    if (held != null && source.hasTestPart()) {
      throw wrong("--test %s: these files have a part to test with; leave it out".formatted(held));
    }
    if (held != null && held == 0) {
      throw wrong("--test 0 leaves nothing to test with, expected more");
    }
    return source;
  }

  private Path defaultFile() {
    try {
      return new SavedModel().convert(FILE);
    } catch (TypeConversionException unwritable) {
      throw wrong(unwritable.getMessage() + "; --save takes another");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
