package dev.trine.cli.predict.data;

import dev.trine.DataException;
import dev.trine.cli.option.InputPath;
import dev.trine.data.Dataset;
import dev.trine.dataset.idx.Idx;
import dev.trine.nn.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Files in IDX format. */
final class IdxData extends NumberedData {
  @Option(
      names = "--idx",
      required = true,
      paramLabel = "PATH",
      converter = InputPath.class,
      description =
          "A folder in MNIST's format, of which the part to test with is taken; or, to predict for,"
              + " a file of images.")
  private Path path;

  @Override
  public Dataset features(Model model) {
    return Files.isDirectory(path) ? Idx.folder(path).test() : Idx.features(path);
  }

  @Override
  public Dataset examples(Model model) {
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "%s has no labels: give the folder of t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte"
              .formatted(path));
    }
    return Idx.folder(path).test();
  }
}
