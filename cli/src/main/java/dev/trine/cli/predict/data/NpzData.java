package dev.trine.cli.predict.data;

import dev.trine.cli.option.InputFile;
import dev.trine.data.Dataset;
import dev.trine.dataset.npy.Npz;
import dev.trine.nn.Model;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Arrays that NumPy wrote. */
final class NpzData extends NumberedData {
  @Option(
      names = "--npz",
      required = true,
      paramLabel = "FILE",
      converter = InputFile.class,
      description = "An archive of numpy.savez with the array x and, to evaluate with, y.")
  private Path file;

  @Override
  public Dataset features(Model model) {
    return Npz.features(file);
  }

  @Override
  public Dataset examples(Model model) {
    return Npz.read(file);
  }
}
