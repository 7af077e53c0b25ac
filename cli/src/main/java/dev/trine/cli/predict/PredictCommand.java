package dev.trine.cli.predict;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.Selection;
import dev.trine.cli.PreparationNote;
import dev.trine.cli.option.OutputFile;
import dev.trine.dataset.table.Table;
import dev.trine.nn.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trine predict}. */
@Command(
    name = "predict",
    description = {
      "Print what a saved model predicts for the rows of a table.",
      "The rows come as they are, with a column more, as comma-separated values."
    },
    showDefaultValues = true)
public final class PredictCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private SavedModelOptions options;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Where the rows go. Default: standard output, alone.")
  private Path file;

  @Override
  public void run() {
    Table table = options.table();
    PredictedRows.checkColumns(table);
    Selection selection = options.select();
    try (Backend backend = selection.backend();
        Model model = options.load(backend)) {
      String rows = PredictedRows.of(model, PreparationNote.read(model), table);
      PrintWriter out = spec.commandLine().getOut();
      if (file == null) {
        out.print(rows);
      } else {
        out.println(selection.line());
        write(rows);
        out.printf("%s predictions written to %s%n", table.size(), file);
      }
      out.flush();
    }
  }

  private void write(String rows) {
    try {
      Files.writeString(file, rows);
    } catch (IOException failed) {
      throw new TrineException("%s cannot be written: %s".formatted(file, failed), failed);
    }
  }
}
