package dev.trine.io;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where symbolic links lead, also to files that are not there yet. */
final class SymbolicLinks {
  /** As many as Linux follows. */
  private static final int MOST = 40;

  private SymbolicLinks() {}

  static Path follow(Path file) throws IOException {
    Path at = file;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST) {
        throw new FileSystemLoopException(file.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }
}
