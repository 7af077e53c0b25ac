package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFileTest {
  @TempDir Path folder;

  @Test
  void listsEveryVersion() throws IOException {
    Path file = MinimalElf.write(folder.resolve("a.so"), "GLIBC_2.17", "GLIBCXX_3.4", "X_1");
    assertTrue(ElfFile.isElf(file));
    assertEquals(Set.of("GLIBC_2.17", "GLIBCXX_3.4", "X_1"), ElfFile.read(file).versions());
  }

  @Test
  void listsEveryLibrary() throws IOException {
    Path file = MinimalElf.write(folder.resolve("a.so"), "GLIBC_2.17");
    assertEquals(Set.of(MinimalElf.LIBRARY), ElfFile.read(file).libraries());
  }

  @Test
  void ofAProgramWithoutLibrariesThereAreNone() throws IOException {
    Path file = MinimalElf.write(folder.resolve("static"), "GLIBC_2.17");
    patch(file, 64 + 56, 6); // the segment that was the dynamic one
    assertEquals(Set.of(), ElfFile.read(file).versions());
  }

  @Test
  void refusesOtherMachinesAndFormats() throws IOException {
    Path arm = MinimalElf.write(folder.resolve("arm.so"), "GLIBC_2.17");
    patch(arm, 18, 183);
    assertTrue(ElfFile.isElf(arm));
    assertRefused(arm, "Linux on x86-64");
    Path text = Files.writeString(folder.resolve("text"), "no");
    assertFalse(ElfFile.isElf(text));
    assertRefused(text, "Linux on x86-64");
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path cut = MinimalElf.write(folder.resolve("cut.so"), "GLIBC_2.17");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 200));
    assertRefused(cut, "damaged");
    Path endless = MinimalElf.write(folder.resolve("endless.so"), "GLIBC_2.17", "GLIBC_2.2");
    int secondDistance = 64 + 2 * 56 + 3 * 16 + 16 + 16 + 12;
    patch(endless, secondDistance, -16, -1, -1, -1);
    assertRefused(endless, "damaged");
  }

  private static void assertRefused(Path file, String reason) {
    TrineException refused = assertThrows(TrineException.class, () -> ElfFile.read(file));
    assertTrue(refused.getMessage().startsWith(file + " "), refused.getMessage());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static void patch(Path file, int offset, int... bytes) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int index = 0; index < bytes.length; index++) {
      content[offset + index] = (byte) bytes[index];
    }
    Files.write(file, content);
  }
}
