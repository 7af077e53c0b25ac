package dev.trine.cli.train;

import dev.trine.ModelFormatException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --resume}: whether training goes on from where it was interrupted. */
final class CheckpointOption {
  @Option(
      names = "--resume",
      description = {
        "Go on from where training was interrupted, with the same options; it may get more epochs.",
        "Ctrl-C leaves its state in FILE" + KeptTraining.SUFFIX + ", FILE being that of --save."
      })
  private boolean resume;

  /**
   * The state beside the file of a model.
   *
   * @throws ModelFormatException if there is none to go on from
   */
  KeptTraining beside(Path model, PrintWriter out) {
    KeptTraining kept = new KeptTraining(model, resume);
    boolean isThere = Files.exists(kept.file());
    if (resume && !isThere) {
      throw new ModelFormatException(
          "--resume: there is no %s, so no training with --save %s was interrupted; leave out --resume to begin one"
              .formatted(kept.file(), model));
    }
    if (!resume && isThere) {
      out.printf(
          "training begins anew; --resume would go on from %s, which is written over%n",
          kept.file());
    }
    return kept;
  }
}
