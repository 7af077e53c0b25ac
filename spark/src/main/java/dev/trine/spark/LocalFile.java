package dev.trine.spark;

import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this machine's own, for as long as content goes through it: what reads and writes a
 * file cannot do so in every file system of Hadoop.
 */
final class LocalFile {
  private LocalFile() {}

  /** What is done with it. */
  interface Work<T> {
    T with(Path local) throws IOException;
  }

  /**
   * Makes it, and removes it again.
   *
   * @param shown what it is the content of, which errors name in its place
   */
  static <T> T use(String name, String shown, Work<T> work) throws IOException {
    Path folder = Files.createTempDirectory("trine-");
    Path local = folder.resolve(name);
    try {
      return work.with(local);
    } catch (ModelFormatException failure) {
      throw new ModelFormatException(
          failure.getMessage().replace(local.toString(), shown), failure);
    } finally {
      Files.deleteIfExists(local);
      Files.deleteIfExists(folder);
    }
  }
}
