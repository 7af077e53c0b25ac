package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeNeedsTest {
  @TempDir Path folder;

  @Test
  void theNewestOfAllFilesCounts() throws IOException {
    MinimalElf.write(folder.resolve("a.so"), "GLIBC_2.2.5", "GLIBC_2.9", "GLIBCXX_3.4.9");
    MinimalElf.write(folder.resolve("deep/down/b.so.1"), "GLIBC_2.14", "GLIBC_2.4");
    Files.writeString(folder.resolve("text"), "GLIBC_2.99");
    NativeNeeds needs = NativeNeeds.of(folder);
    assertEquals("2.14", needs.glibc().toString());
    assertEquals("3.4.9", needs.libstdcxx().toString());
  }

  @Test
  void ownLibrariesAreNotTheSystems() throws IOException {
    MinimalElf.write(folder.resolve("b.so"), "GLIBC_2.2.5");
    assertEquals(Set.of(MinimalElf.LIBRARY), NativeNeeds.of(folder).libraries());
    MinimalElf.write(folder.resolve("c").resolve(MinimalElf.LIBRARY), "GLIBC_2.2.5");
    assertEquals(Set.of(), NativeNeeds.of(folder).libraries());
  }

  @Test
  void packedRelocationsNeedTheGlibcThatKnowsThem() throws IOException {
    MinimalElf.write(folder.resolve("a.so"), "GLIBC_2.2.5", "GLIBC_ABI_DT_RELR");
    assertEquals("2.36", NativeNeeds.of(folder).glibc().toString());
  }

  @Test
  void refusesWhatBelongsToOneBuildOfGlibc() throws IOException {
    Path file = MinimalElf.write(folder.resolve("a.so"), "GLIBC_PRIVATE");
    TrineException refused = assertThrows(TrineException.class, () -> NativeNeeds.of(folder));
    assertTrue(refused.getMessage().startsWith(file + " needs 'GLIBC_PRIVATE'"));
  }

  @Test
  void withoutGlibcThereIsNothingToSay() throws IOException {
    MinimalElf.write(folder.resolve("a.so"), "OMP_1.0");
    assertFalse(NativeNeeds.of(folder).isForGlibc());
  }
}
