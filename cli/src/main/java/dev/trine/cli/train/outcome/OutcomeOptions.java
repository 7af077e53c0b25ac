package dev.trine.cli.train.outcome;

import dev.trine.cli.option.OutputFile;
import dev.trine.cli.option.OutputFolder;
import dev.trine.report.tensorboard.TensorBoardWriter;
import dev.trine.train.TrainerBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --report}, {@code --json} and {@code --tensorboard}. */
public final class OutcomeOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "A page of HTML: curves, confusions, worst mistakes, settings.")
  private Path report;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Settings, epochs and result, for programs.")
  private Path json;

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      converter = OutputFolder.class,
      description = "Losses and metrics of each epoch, for tensorboard --logdir.")
  private Path events;

  private TensorBoardWriter writer;

  /** Has a trainer write events, if that is wanted. */
  public TrainerBuilder watched(TrainerBuilder trainer) {
    if (events == null) {
      return trainer;
    }
    writer = new TensorBoardWriter(events);
    return trainer.listener(writer);
  }

  /**
   * What writes all that is wanted, each a step of its own; {@link Steps} runs them.
   *
   * @param out is told of each file
   */
  public List<Runnable> writing(Outcome outcome, PrintWriter out) {
    List<Runnable> steps = new ArrayList<>();
    if (writer != null) {
      steps.add(writer::close);
    }
    if (json != null) {
      steps.add(() -> OutcomeJson.write(outcome, json));
      steps.add(() -> out.println("results written to " + json));
    }
    if (report != null) {
      steps.add(
          () -> {
            outcome.page().write(report);
            out.println("report written to " + report);
          });
    }
    return steps;
  }
}
