package dev.trine.cli.train.source;

import dev.trine.cli.option.InputFile;
import dev.trine.dataset.npy.Npz;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Arrays that NumPy wrote. */
final class NpzSource implements Source {
  @Option(
      names = "--npz",
      required = true,
      paramLabel = "FILE",
      converter = InputFile.class,
      description = "An archive of numpy.savez with the arrays x and y.")
  private Path file;

  @Override
  public Parts read(double held, long seed) {
    return Parts.of(Npz.read(file), held, seed);
  }

  @Override
  public String toString() {
    return String.valueOf(file.getFileName());
  }
}
