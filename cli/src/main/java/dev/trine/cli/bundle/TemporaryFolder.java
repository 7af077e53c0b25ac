package dev.trine.cli.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for work in progress that goes with all its content, also when the process is ended. */
final class TemporaryFolder implements AutoCloseable {
  private final Path folder;

  /** Makes one in a given folder, so that a result can be moved out of it in one step. */
  TemporaryFolder(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, ".trine-bundle");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException leftOver) {
      // The result is there all the same, or its failure has been told.
    }
  }
}
