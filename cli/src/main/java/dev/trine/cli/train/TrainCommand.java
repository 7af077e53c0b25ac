package dev.trine.cli.train;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.PreparationNote;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.Fraction;
import dev.trine.cli.option.SavedModel;
import dev.trine.cli.train.goal.Goal;
import dev.trine.cli.train.source.Parts;
import dev.trine.cli.train.source.Source;
import dev.trine.cli.train.source.SourceOption;
import dev.trine.data.Dataset;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.train.StoppingRule;
import java.io.PrintWriter;
import java.nio.file.Path;
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
          + " error. The model has the weights of the epoch with the lowest validation loss."
    },
    showDefaultValues = true,
    subcommands = TrainDigits.class)
public final class TrainCommand implements Runnable {
  private static final double HELD = 0.2;
  private static final String FILE = "model.safetensors";

  @Spec private CommandSpec spec;

  @ArgGroup(heading = "Your data, one of:%n")
  private SourceOption sourceOption;

  @Mixin private NetworkOption networkOption;

  @Mixin private BackendOption backendOption;

  @Mixin private TrainerOptions options;

  @Mixin private CheckpointOption checkpointOption;

  @Option(
      names = "--validation",
      paramLabel = "FRACTION",
      converter = Fraction.class,
      description = "Of the training part, held out to tell when to stop.")
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

  @Override
  public void run() {
    Source source = source();
    networkOption.check();
    Path saved = file == null ? defaultFile() : file;
    KeptTraining kept = checkpointOption.beside(saved, spec.commandLine().getOut());
    Parts parts = source.read(held == null ? HELD : held, options.seed());
    Goal goal = Goal.of(parts.train());
    Network network = networkOption.network(parts, goal.outputs());
    Dataset trained = goal.trained(parts.train());
    check(network, trained);
    Network answering = goal.answering(network);
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend();
        Model model = network.initialise(backend, options.seed())) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(selection.line());
      out.printf("%s examples to train on, %s to test with%n", trained.size(), parts.test().size());
      out.flush();
      boolean ended =
          options.fit(
              options
                  .trainer(model)
                  .validation(validation)
                  .stopWhen(StoppingRule.noImprovement(patience)),
              trained,
              out,
              kept);
      if (!ended) {
        kept.sayHow(out);
        return;
      }
      try (Model whole = model.with(answering)) {
        out.println(goal.baseline(parts.test()));
        out.println(goal.result(whole, parts.test()));
        out.flush(); // a model that cannot be saved does not take its result with it
        parts.preparation().ifPresent(made -> PreparationNote.write(whole, made));
        whole.save(saved);
        kept.remove();
        out.println("model saved to " + saved);
        out.flush();
      }
    }
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

  private static void check(Network network, Dataset set) {
    if (network.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "The network gives %s, expected a single output, for one target"
              .formatted(network.outputs()));
    }
    DatasetCheck.check(network, set, Objective.suiting(network, set));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
