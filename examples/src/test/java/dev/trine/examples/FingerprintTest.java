package dev.trine.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir private Path folder;

  @Test
  void ofAFolderIsOfNamesAndContents() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path file = Files.writeString(inner.resolve("a"), "text");
    Fingerprint first = Fingerprint.of(folder);
    assertEquals(first, Fingerprint.of(folder));

    Files.writeString(file, "test");
    assertNotEquals(first, Fingerprint.of(folder));

    Files.writeString(file, "text");
    assertEquals(first, Fingerprint.of(folder));
    Files.move(file, inner.resolve("b"));
    assertNotEquals(first, Fingerprint.of(folder));
  }
}
