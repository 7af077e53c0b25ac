package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("every-java")
class JoclNativeTest {
  @TempDir Path cache;

  @Test
  void replacesAHalfWrittenLibrary() throws IOException {
    Path library = only(JoclNative.unpack(cache));
    byte[] whole = Files.readAllBytes(library);
    assertTrue(whole.length > 100_000);
    Files.write(library, new byte[] {1, 2, 3});
    assertEquals(library, only(JoclNative.unpack(cache)));
    assertEquals(whole.length, Files.size(library));
  }

  @Test
  void takesAnotherFolderWhereTheCacheCannotBeWritten() throws IOException {
    Path file = Files.writeString(cache.resolve("file"), "in the way of a folder");
    assertTrue(Files.size(only(JoclNative.unpack(file))) > 100_000);
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }
}
