package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Among folders made up to look like JDKs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "their jlink is a shell script")
class InstalledJdksTest {
  @TempDir Path folder;

  @Test
  void takesTheOneForTheOldestSystems() throws IOException {
    jdk("a", "25", "GLIBC_2.34");
    jdk("b", "17.0.1", "GLIBC_2.9");
    jdk("c", "21", "GLIBC_2.17");
    assertEquals("b", chosen("a", "b", "c"));
  }

  @Test
  void ofEquallyOldOnesTheNewestJava() throws IOException {
    jdk("a", "17.0.1", "GLIBC_2.17");
    jdk("b", "21", "GLIBC_2.17");
    jdk("c", "17.0.3", "GLIBC_2.17");
    assertEquals("b", chosen("a", "b", "c"));
  }

  @Test
  void withoutJmodsIfItsJlinkNeedsNone() throws IOException {
    Path home = jdk("a", "25", "GLIBC_2.17");
    Files.delete(home.resolve("jmods"));
    assertEquals(
        List.of(home.toRealPath() + ": has no jmods, which its jlink needs"), refused("a"));
    writeJlink(home, "echo Linking from run-time image enabled");
    assertEquals("a", chosen("a"));
  }

  @Test
  void namesWhatItRefuses() throws IOException {
    jdk("old", "11.0.2", "GLIBC_2.9");
    jdk("strange", "x", "GLIBC_2.9");
    jdk("musl", "21", "X_1");
    Files.delete(jdk("jre", "21", "GLIBC_2.9").resolve("bin/jlink"));
    Files.createDirectory(folder.resolve("empty"));
    List<String> refused = refused("old", "strange", "musl", "jre", "empty", "nowhere");
    assertEquals(4, refused.size(), refused.toString());
    assertTrue(refused.get(0).endsWith("old: is of version 11, not 17 or later"));
    assertTrue(refused.get(1).endsWith("strange: is of unknown version 'x'"));
    assertTrue(refused.get(2).endsWith("musl: is not made for glibc"));
    assertTrue(refused.get(3).endsWith("jre: has no jlink, being no whole JDK"));
    TrineException none = assertThrows(TrineException.class, () -> among("jre").ofOldestGlibc());
    assertTrue(none.getMessage().contains("jre: has no jlink"), none.getMessage());
    assertTrue(none.getMessage().contains("JAVA_HOME"), none.getMessage());
  }

  @Test
  void aFailureOfJlinkIsToldInItsWords() throws IOException {
    Path home = jdk("a", "17", "GLIBC_2.17");
    writeJlink(home, "echo no module java.logging; exit 3");
    Jdk jdk = among("a").ofOldestGlibc();
    TrineException failure =
        assertThrows(TrineException.class, () -> jdk.link(folder.resolve("runtime")));
    assertTrue(failure.getMessage().contains("no module java.logging"), failure.getMessage());
  }

  private String chosen(String... names) {
    return among(names).ofOldestGlibc().home().getFileName().toString();
  }

  private List<String> refused(String... names) {
    InstalledJdks jdks = among(names);
    assertEquals(List.of(), jdks.usable());
    return jdks.refused();
  }

  private InstalledJdks among(String... names) {
    return InstalledJdks.among(List.of(names).stream().map(folder::resolve).toList());
  }

  private Path jdk(String name, String version, String glibc) throws IOException {
    Path home = folder.resolve(name);
    MinimalElf.write(home.resolve("lib/server/libjvm.so"), glibc);
    Files.createDirectory(home.resolve("jmods"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    writeJlink(home, "exit 0");
    return home;
  }

  private static void writeJlink(Path home, String script) throws IOException {
    Path jlink = Files.createDirectories(home.resolve("bin")).resolve("jlink");
    Files.writeString(jlink, "#!/bin/sh\n" + script + "\n");
    assertTrue(jlink.toFile().setExecutable(true));
  }
}
