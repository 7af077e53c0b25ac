package dev.trine.cli.export;

import dev.trine.backend.Backend;
import dev.trine.cli.option.InputFile;
import dev.trine.cli.option.SavedModel;
import dev.trine.nn.Model;
import dev.trine.onnx.Onnx;
import dev.trine.reference.ReferenceBackend;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trine export}. */
@Command(
    name = "export",
    description = {
      "Write a saved model for other programs.",
      "It takes and gives what it does here: images with channels last, scores of classes and not"
          + " probabilities. A batch may have any size."
    })
public final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      converter = InputFile.class,
      description = "A model that 'trine train' or a program has saved.")
  private Path model;

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      converter = SavedModel.class,
      description = "Where it goes, as ONNX. A file that is there is replaced.")
  private Path file;

  @Override
  public void run() {
    // Nothing is computed, so that no device is needed.
    try (Backend backend = new ReferenceBackend();
        Model loaded = Model.load(backend, model)) {
      Onnx.export(loaded, file);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s written, which takes %s and gives %s%n",
          file,
          String.join(", ", loaded.network().inputs().stream().map(input -> input.name()).toList()),
          String.join(", ", loaded.network().outputs()));
      out.flush();
    }
  }
}
