package dev.trine.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process occupies; 0 where only Linux would tell. */
final class Resident {
  private static final Path STATISTICS = Path.of("/proc/self/statm");
  private static final int PAGE = 4096;

  private Resident() {}

  static long bytes() {
    if (!Files.isReadable(STATISTICS)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(STATISTICS).split(" ")[1]) * PAGE;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
