package dev.trine.kernels.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesAndLeavesNoDraft() throws IOException {
    Path file = folder.resolve("new").resolve("file");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});
    assertArrayEquals(new byte[] {3}, Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
