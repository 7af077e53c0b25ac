package dev.trine.kernels.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that other processes see whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Creates or replaces {@code target} and the folders above it. */
  public static void write(Path target, byte[] content) throws IOException {
    Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(folder, target.getFileName().toString(), ".tmp");
    try {
      Files.write(draft, content);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
