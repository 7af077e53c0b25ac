package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine bundle}: what is in the file, and what it says of itself. */
class BundleIT {
  private static final long MOST_BYTES = 60_000_000;
  private static final String GLIBC = "needs  glibc (\\S+) ";
  private static final Version OLD_GLIBC = Version.parse("2.28");

  @TempDir private Path temporary;

  private final UnpackedBundle bundle = UnpackedBundle.get();

  @Test
  void isSmall() throws IOException {
    long size = Files.size(bundle.archive());
    assertTrue(size < MOST_BYTES, size + " bytes");
  }

  @Test
  void saysWhichGlibcItNeeds() throws IOException {
    requireObjdump();
    Version glibc = Version.parse(said(GLIBC));
    Version oneDnnGlibc = Version.parse(said("for oneDNN glibc (\\S+) "));
    String readme = Files.readString(bundle.folder().resolve("README.txt"));
    assertTrue(readme.contains("glibc " + glibc + " or later, lib"), readme);
    assertTrue(readme.contains("glibc " + oneDnnGlibc + " or later and a libstdc++"), readme);
    SharedObjects.assertGlibcAtMost(glibc, bundle.folder().resolve("runtime"));
    SharedObjects.assertGlibcAtMost(glibc, bundle.folder().resolve("lib/natives"));
    SharedObjects.assertGlibcAtMost(oneDnnGlibc, bundle.folder().resolve("lib/onednn"));
  }

  @Test
  void aLibraryThatNeedsMoreWouldBeSeen() throws IOException {
    requireObjdump();
    Path original = bundle.folder().resolve("runtime/lib/libjava.so");
    String content = Files.readString(original, StandardCharsets.ISO_8859_1);
    Path planted = temporary.resolve("libplanted.so");
    Files.writeString(
        planted, content.replace("GLIBC_2.", "GLIBC_9."), StandardCharsets.ISO_8859_1);
    Version glibc = Version.parse(said(GLIBC));
    SharedObjects.assertGlibcAtMost(glibc, original);
    assertTrue(NativeNeeds.of(temporary).glibc().compareTo(glibc) > 0);
    assertThrows(AssertionError.class, () -> SharedObjects.assertGlibcAtMost(glibc, temporary));
  }

  @Test
  void runsOnOldSystems() throws IOException {
    requireObjdump();
    SharedObjects.assertGlibcAtMost(OLD_GLIBC, bundle.folder().resolve("lib/natives"));
    Version glibc = Version.parse(said(GLIBC));
    if (glibc.compareTo(OLD_GLIBC) > 0) {
      UnpackedBundle.missing(
          "temurin",
          "the JDKs here need glibc %s, not %s; Temurin would do".formatted(glibc, OLD_GLIBC));
    }
  }

  @Test
  void saysWhichLibrariesItNeeds() throws IOException {
    Set<String> names =
        bundle.systemLibraries().stream()
            .map(library -> library.getFileName().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(NativeNeeds.LIBRARIES_OF_GLIBC);
    assertEquals(said("needs  glibc \\S+ with (.+); for"), String.join(", ", names));
  }

  @Test
  void itsJarHasNothingNativeInIt() throws IOException {
    try (JarFile jar = new JarFile(bundle.folder().resolve("lib/trine.jar").toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        byte[] start = jar.getInputStream(entry).readNBytes(4);
        assertFalse(Arrays.equals(start, new byte[] {0x7f, 'E', 'L', 'F'}), entry.getName());
      }
    }
  }

  @Test
  void makesNoOtherBundle() {
    Path file = temporary.resolve("trine.tar.gz");
    Execution refused =
        Execution.of(bundle.folder() + "/trine", "bundle", "--out", file.toString());
    assertEquals(1, refused.status(), refused.output());
    assertTrue(refused.output().contains("not from another bundle"), refused.output());
    assertEquals(0, temporary.toFile().list().length);
  }

  private String said(String pattern) {
    Matcher said = Pattern.compile(pattern).matcher(bundle.said());
    assertTrue(said.find(), bundle.said());
    return said.group(1);
  }

  private static void requireObjdump() {
    try {
      Execution.of("objdump", "--version");
    } catch (TrineException missing) {
      UnpackedBundle.missing("bundle", "no objdump here, of binutils");
    }
  }
}
