package dev.trine.cli.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SparkProcessTest {
  @Test
  void endsWithTheExitCodeOfTheOther() throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    assertEquals(2, SparkProcess.of("local", List.of("example", "none")).run(classPath));
  }

  @Test
  void theReleaseIsThatOfTheBuild() {
    SparkRelease release = SparkRelease.read();
    assertTrue(release.version().matches("\\d+\\.\\d+\\.\\d+"), release.version());
    assertTrue(
        release.jvmOptions().stream().allMatch(option -> option.startsWith("--add-opens=java.")),
        release.jvmOptions()::toString);
  }

  @Test
  void aJavaThatIsTooNewIsRefused() {
    SparkRelease release = SparkRelease.read();
    assertDoesNotThrow(() -> release.require(17));
    String said = assertThrows(TrineException.class, () -> release.require(25)).getMessage();
    assertTrue(said.contains("Java 17 to 22") && said.contains("JAVA_HOME"), said);
  }
}
