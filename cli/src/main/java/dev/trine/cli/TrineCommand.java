package dev.trine.cli;

import dev.trine.cli.bench.BenchCommand;
import dev.trine.cli.bundle.BundleCommand;
import dev.trine.cli.check.CheckCommand;
import dev.trine.cli.devices.DevicesCommand;
import dev.trine.cli.example.ExampleCommand;
import dev.trine.cli.export.ExportCommand;
import dev.trine.cli.predict.EvaluateCommand;
import dev.trine.cli.predict.PredictCommand;
import dev.trine.cli.summary.SummaryCommand;
import dev.trine.cli.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code trine}. */
@Command(
    name = "trine",
    description = "Trains neural networks by backpropagation on GPUs and CPUs.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      DevicesCommand.class,
      CheckCommand.class,
      SummaryCommand.class,
      ExampleCommand.class,
      BenchCommand.class,
      BundleCommand.class
    })
public final class TrineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "On failure, print the stack trace; log everything.")
  private boolean debug;

  private TrineCommand() {}

  @Override
  public void run() {
    spec.commandLine().getOut().print(FirstSteps.TEXT);
    spec.commandLine().getOut().flush();
  }

  /** The parser and runner of all commands; its {@code execute} gives the exit code. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new TrineCommand());
    Failures failures = new Failures();
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(failures);
  }
}
