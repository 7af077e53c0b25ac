package dev.trine.cli.predict;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.Selection;
import dev.trine.cli.option.OutputFile;
import dev.trine.cli.predict.data.SavedModelData;
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
      "Print what a saved model predicts, as comma-separated values.",
      "Rows of a table come as they are, with columns more; images with their names, and other"
          + " examples with their numbers. Of classes the most probable is predicted."
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

  @Option(
      names = "--probabilities",
      description = "Also print the probability of each class, in a column of its own.")
  private boolean each;

  @Override
  public void run() {
    SavedModelData data = options.data();
    Selection selection = options.select();
    try (Backend backend = selection.backend();
        Model model = options.load(backend)) {
      String rows = PredictedRows.of(data, model, Answers.to(model, each));
      PrintWriter out = spec.commandLine().getOut();
      if (file == null) {
        out.print(rows);
      } else {
        out.println(selection.line());
        write(rows);
        out.println("predictions written to " + file);
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
