package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.OutputFile;
import dev.trine.io.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trine bench fit}. */
@Command(
    name = "fit",
    description = {
      "Measure how much of the rate of whole training steps is left when a trainer gets them their"
          + " data: the steps by themselves, a set that is streamed from host memory, and one that"
          + " lies on the device, in alternating rounds."
    },
    showDefaultValues = true)
final class BenchFit implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private BackendOption backendOption;

  @Mixin private StepOptions step;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Steps an epoch.")
  private int steps = 8;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Also write the result to a file.")
  private Path json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend()) {
      out.println(selection.line());
      out.flush();
      try (FitRounds rounds = new FitRounds(backend, step, steps)) {
        FitResult result = rounds.run();
        new TextTable()
            .row("workload", result.workload())
            .row("steps alone", Figure.of(result.millisecondsPerStep()) + " ms a step")
            .row("streamed", share(result.streamedMilliseconds(), result.streamedShare()))
            .row("on the device", share(result.residentMilliseconds(), result.residentShare()))
            .print(out);
        if (json != null) {
          JsonResult.write(json, result);
        }
      }
    }
  }

  private static String share(double milliseconds, double share) {
    return "%s ms a step, %s of the rate of steps alone"
        .formatted(Figure.of(milliseconds), Figure.percent(share));
  }
}
