package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Classes that the launchers share between runs: where they can be had, and where not. */
@DisabledOnOs(OS.WINDOWS)
class ClassArchiveIT {
  private static final Path LAUNCH = Path.of("src/main/launcher/launch.sh").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path folder;

  private Path jar;
  private Path archive;

  @BeforeEach
  void copyTheJar() throws IOException {
    jar = Files.copy(Path.of("target", "trine.jar"), folder.resolve("trine.jar"));
    archive = folder.resolve("classes.jsa");
  }

  private void make() {
    UnpackedBundle.succeed(
        JAVA,
        "-XX:ArchiveClassesAtExit=" + archive,
        "-XX:+UseParallelGC",
        "-Xlog:disable",
        "-jar",
        jar.toString(),
        "--version");
  }

  /** Runs the version command as both launchers do, and checks that it says no more than that. */
  private String run(String javaOptions) {
    String script =
        "java='%s' java_home='%s' jar='%s' archive='%s' options= JAVA_OPTS='%s'; . '%s'"
            .formatted(JAVA, System.getProperty("java.home"), jar, archive, javaOptions, LAUNCH);
    return UnpackedBundle.succeed("sh", "-euc", script, "trine", "--version");
  }

  private void assertSilent() {
    String said = run("");
    assertTrue(said.startsWith("trine "), said);
    assertEquals(2, said.lines().count(), said);
  }

  @Test
  void isUsed() {
    make();
    assertSilent();
    String loaded = run("-Xlog:class+load");
    String launcher =
        loaded.lines().filter(line -> line.contains("dev.trine.cli.Launcher")).findFirst().get();
    assertTrue(launcher.contains("shared objects file"), launcher);
  }

  @Test
  void needNotBeThere() {
    assertSilent();
  }

  @Test
  void mayBeEmpty() throws IOException {
    Files.createFile(archive);
    assertSilent();
  }

  @Test
  void mayBeSomethingElse() throws IOException {
    Files.writeString(archive, "no archive".repeat(1000));
    assertSilent();
  }

  @Test
  void mayBeOfAnotherJar() throws IOException {
    make();
    Files.copy(Path.of("target", "trine.jar"), folder.resolve("other.jar"));
    jar = folder.resolve("other.jar");
    assertSilent();
  }

  /** Where Java 17 shares nothing. */
  @Test
  void mayLieWhereThereAreBlanks() throws IOException {
    folder = Files.createDirectory(folder.resolve("a folder"));
    copyTheJar();
    make();
    assertSilent();
  }

  /** Also where the jar is of a clock that is ahead, and others that made it were interrupted. */
  @Test
  void isMadeOnceByACheckoutAndLeavesNothingElse() throws IOException {
    Path checkout = folder.resolve("checkout");
    Path target = Files.createDirectories(checkout.resolve("cli/target"));
    Path launcher = Files.createDirectories(checkout.resolve("cli/src/main/launcher"));
    Path trine = Files.copy(Path.of("..", "trine"), checkout.resolve("trine"));
    Files.copy(LAUNCH, launcher.resolve("launch.sh"));
    jar = Files.move(jar, target.resolve("trine.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    String environment = "JAVA_HOME=" + System.getProperty("java.home");

    UnpackedBundle.succeed("env", environment, "bash", trine.toString(), "--version");
    archive = onlyArchive(target);
    assertTrue(Files.size(archive) > 0);

    Files.delete(archive);
    Files.createFile(target.resolve(archive.getFileName() + ".Ab3dE6"));
    Files.createFile(target.resolve(archive.getFileName() + ".Ab3dE6.model.checkpoint"));
    UnpackedBundle.succeed("env", environment, "bash", trine.toString(), "--version");
    assertEquals(archive, onlyArchive(target));
    Object made = Files.readAttributes(archive, BasicFileAttributes.class).fileKey();
    UnpackedBundle.succeed("env", environment, "bash", trine.toString(), "--version");
    assertEquals(made, Files.readAttributes(archive, BasicFileAttributes.class).fileKey());
  }

  /** What lies beside the jar. */
  private Path onlyArchive(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      List<Path> others = files.filter(file -> !file.equals(jar)).toList();
      assertEquals(1, others.size(), others.toString());
      return others.get(0);
    }
  }

  @Test
  void mayBeOfAnotherJvm() {
    make();
    assertTrue(run("-XX:+UseSerialGC -XX:-UseParallelGC").startsWith("trine "));
    assertTrue(run("-Xshare:off").startsWith("trine "));
  }
}
