package dev.trine.cli.example;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.Version;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.InputFolder;
import dev.trine.cli.option.OutputFile;
import dev.trine.cli.spark.SparkOptions;
import dev.trine.cli.spark.SparkProcess;
import dev.trine.examples.Example;
import dev.trine.examples.Gallery;
import dev.trine.examples.Kept;
import dev.trine.examples.Setting;
import dev.trine.examples.SparkExample;
import dev.trine.examples.SparkSetting;
import dev.trine.io.TextTable;
import dev.trine.kernels.files.CacheFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trine example}. */
@Command(
    name = "example",
    description = {
      "Run an application on real data; without a name, list those there are.",
      "It trains and tells how good the result is, beside a baseline. Trained models are kept in the"
          + " cache folder, so that the next run answers at once."
    })
public final class ExampleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of the example.")
  private String name;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What it asks for.")
  private List<String> arguments = List.of();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      converter = InputFolder.class,
      description = "With data of your own; the list says what an example looks for.")
  private Path data;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Where a page about the result goes, as HTML.")
  private Path report;

  @Option(names = "--retrain", description = "Train again, whatever was kept.")
  private boolean retrain;

  @Mixin private BackendOption backendOption;

  @ArgGroup(exclusive = false)
  private SparkOptions spark;

  @Override
  public Integer call() throws IOException {
    if (name == null) {
      list();
      return ExitCode.OK;
    }
    Example example = Gallery.named(name);
    check(example);
    if (spark == null) {
      run(example::run);
      return ExitCode.OK;
    }
    Optional<SparkExample> here = SparkExample.named(name);
    if (here.isEmpty()) {
      return SparkProcess.of(spark.master(), arguments()).run(spec.commandLine().getErr());
    }
    SparkSetting setting =
        spark.setting(namedBackend(), backendOption.options(BackendOptions.defaults()));
    run(with -> here.get().run(with, setting));
    return ExitCode.OK;
  }

  /** The command line, as it was given. */
  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private Optional<String> namedBackend() {
    return Optional.ofNullable(
        spec.commandLine().getParseResult().matchedOptionValue("--backend", null));
  }

  private void run(Consumer<Setting> example) {
    Selection selection = backendOption.select(BackendOptions.defaults());
    try (Backend backend = selection.backend()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(selection.line());
      out.flush();
      Path folder = CacheFolder.path().resolve("examples").resolve(name);
      Kept kept = new Kept(folder, version(), retrain, out);
      example.accept(
          new Setting(
              arguments,
              Optional.ofNullable(data),
              Optional.ofNullable(report),
              backend,
              kept,
              out));
    }
  }

  private void list() {
    TextTable table = new TextTable();
    for (String each : Gallery.names()) {
      Example example = Gallery.named(each);
      table.row((each + " " + example.arguments()).strip(), example.summary());
      if (!example.folder().isEmpty()) {
        table.row("  --data FOLDER", "  " + example.folder());
      }
      if (example.isForSpark()) {
        table.row("  --spark MASTER", "  trained on Apache Spark, beside one device");
      }
    }
    table.print(spec.commandLine().getOut());
  }

  /** What an example would not look at is refused. */
  private void check(Example example) {
    if (example.arguments().isEmpty() && !arguments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' takes no arguments, but here is '%s'".formatted(name, arguments.get(0)));
    }
    if (example.folder().isEmpty() && data != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--data %s: all that '%s' needs is bundled; leave it out".formatted(data, name));
    }
    if (spark != null && !example.isForSpark()) {
      throw new ParameterException(
          spec.commandLine(),
          "--spark %s: '%s' is not trained on Spark; leave it out".formatted(spark.master(), name));
    }
    if (spark != null && retrain) {
      throw new ParameterException(
          spec.commandLine(), "--retrain: on Spark it is trained each time; leave it out");
    }
  }

  private static String version() {
    try {
      return Version.number();
    } catch (IOException unreadable) {
      throw new IllegalStateException("Trine does not know its version", unreadable);
    }
  }
}
