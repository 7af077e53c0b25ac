package dev.trine.cli.train.source;

import dev.trine.cli.option.InputFolder;
import dev.trine.data.Dataset;
import dev.trine.dataset.idx.Idx;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Files in IDX format, as MNIST is distributed. */
final class IdxSource implements Source {
  @Option(
      names = "--idx",
      required = true,
      paramLabel = "FOLDER",
      converter = InputFolder.class,
      description = "MNIST, or a set in its format: train-… to train on, t10k-… to test with.")
  private Path folder;

  @Override
  public boolean hasTestPart() {
    return true;
  }

  @Override
  public Parts read(double held, long seed) {
    Dataset.Split set = Idx.folder(folder);
    return new Parts(set.train(), set.test(), Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
