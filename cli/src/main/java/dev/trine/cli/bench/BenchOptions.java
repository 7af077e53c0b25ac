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
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all benchmarks have in common: where they run and how their result is told. */
final class BenchOptions {
  @Mixin private BackendOption backendOption;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Threads of the cpu backend. Default: all processors.")
  private Integer threads;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Also write the result to a file.")
  private Path json;

  @Option(
      names = "--profile",
      description = "Also tell what each call of it takes, and how near that is to its limit.")
  private boolean profiled;

  /** Opens the backend, measures the workload that is made on it, and prints the result. */
  void run(PrintWriter out, Function<Backend, Workload> make) {
    BackendOptions defaults = BackendOptions.defaults();
    Selection selection =
        backendOption.select(threads == null ? defaults : defaults.withThreads(threads));
    try (Backend backend = selection.backend()) {
      out.println(selection.line());
      out.flush();
      try (Workload workload = make.apply(backend);
          GemmPeak peak = new GemmPeak(backend)) {
        Measurement measured = Measurement.of(backend, workload, peak);
        Profile profile = profiled ? Profile.of(backend, workload, measured) : null;
        workload.check();
        BenchResult result = BenchResult.of(backend, workload, measured);
        print(out, workload, measured, result);
        if (profile != null) {
          new ProfileReport(profile, result.millisecondsPerStep()).print(out);
        }
        if (json != null) {
          JsonResult.write(json, result, profile);
        }
      }
    }
  }

  private static void print(
      PrintWriter out, Workload workload, Measurement measured, BenchResult result) {
    new TextTable()
        .row("workload", result.workload() + "; inputs stay on the device")
        .row("precision", result.precision())
        .row(
            "time",
            "%s ms a %s, median of %s repetitions of %s"
                .formatted(
                    Figure.of(result.millisecondsPerStep()),
                    workload.unit(),
                    measured.repetitions(),
                    measured.runs()))
        .row("rate", Figure.of(result.samplesPerSecond()) + " samples/s")
        .row("speed", Figure.of(result.gflops()) + " GFLOP/s in matrix products")
        .row("peak", Figure.of(result.peakGflops()) + " GFLOP/s, the best product of this run")
        .row("share", Figure.of(100 * result.shareOfPeak()) + " % of the peak")
        .print(out);
  }
}
