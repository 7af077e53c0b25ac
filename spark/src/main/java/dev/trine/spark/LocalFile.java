package dev.trine.spark;

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

  static <T> T use(String name, Work<T> work) throws IOException {
    Path folder = Files.createTempDirectory("trine-");
    Path local = folder.resolve(name);
    try {
      return work.with(local);
    } finally {
      Files.deleteIfExists(local);
      Files.deleteIfExists(folder);
    }
  }
}
