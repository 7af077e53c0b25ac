package dev.trine.cli.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of Maven, which a shell runs. */
class SparkClassPathTest {
  private static final SparkRelease SPARK = new SparkRelease("9.8.7", 123, List.of());

  /** Leaves what Maven would, and a line for each time. */
  private static final String BUILDS =
      """
      echo "$@" >> calls
      echo "[INFO] Downloaded from central: https://host/maven2/a/spark-core.jar (15 MB at 9 MB/s)"
      echo "[INFO] Downloaded from central: https://host/maven2/a/small.jar (9.1 MB at 9 MB/s)"
      mkdir -p spark/target examples-spark/target
      touch spark/target/trine-spark-1.jar examples-spark/target/trine-examples-spark-1.jar third.jar
      printf %s "$PWD/third.jar:$PWD/third.jar" > examples-spark/target/class-path
      """;

  @TempDir private Path root;

  private final StringWriter progress = new StringWriter();

  @BeforeEach
  void makeCheckout() throws IOException {
    for (String file :
        List.of(
            "pom.xml",
            "spark/pom.xml",
            "spark/src/main/java/A.java",
            "examples-spark/pom.xml",
            "examples-spark/src/main/java/B.java",
            "cli/target/trine.jar")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
  }

  private List<Path> find(String maven) {
    Checkout checkout = Checkout.of(root.resolve("cli/target/trine.jar"));
    return new SparkClassPath(checkout, "1", SPARK, maven).find(new PrintWriter(progress, true));
  }

  private String program(String script) throws IOException {
    Path file = Files.writeString(root.resolve("mvn"), "#!/bin/sh\n" + script);
    assertTrue(file.toFile().setExecutable(true));
    return file.toString();
  }

  private String refusal(String maven) {
    return assertThrows(TrineException.class, () -> find(maven)).getMessage();
  }

  @Test
  void isMadeOnceAndAgainWhenSourcesAreNewer() throws IOException {
    String maven = program(BUILDS);
    List<Path> jars = find(maven);
    assertEquals(
        List.of(
            root.resolve("cli/target/trine.jar"),
            root.resolve("spark/target/trine-spark-1.jar"),
            root.resolve("examples-spark/target/trine-examples-spark-1.jar"),
            root.resolve("third.jar"),
            root.resolve("third.jar")),
        jars);
    String said = progress.toString();
    assertTrue(said.startsWith("resolving Apache Spark 9.8.7 (about 123 MB, once)"), said);
    assertTrue(said.contains("spark-core.jar (15 MB)"), said);
    assertFalse(said.contains("small.jar"), said);

    assertEquals(jars, find(maven));
    assertEquals(said, progress.toString());
    assertEquals(1, Files.readAllLines(root.resolve("calls")).size());

    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(root.resolve("spark/src/main/java/A.java"), later);
    assertEquals(jars, find(maven));
    assertEquals(2, Files.readAllLines(root.resolve("calls")).size());
    assertTrue(progress.toString().contains("sources have changed"), progress.toString());
  }

  @Test
  void isMadeAgainWhenTheRepositoryHasLostAJar() throws IOException {
    String maven = program(BUILDS);
    find(maven);
    Files.delete(root.resolve("third.jar"));
    find(maven);
    assertEquals(2, Files.readAllLines(root.resolve("calls")).size());
  }

  @Test
  void whatCannotBeResolvedIsNamed() throws IOException {
    String maven =
        program(
            """
            echo "[ERROR] Failed to execute goal on project trine-spark: Could not resolve dependencies for project a:b: Cannot access central in offline mode"
            echo "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch."
            exit 1
            """);
    String said = refusal(maven);
    assertTrue(said.startsWith("Apache Spark 9.8.7 could not be resolved"), said);
    assertTrue(said.contains("takes a network"), said);
    assertTrue(said.contains(": Could not resolve dependencies for project a:b"), said);
    Path log = root.resolve("cli/target/spark.log");
    assertTrue(said.endsWith(log.toString()), said);
    assertEquals(2, Files.readAllLines(log).size());
  }

  @Test
  void aBuildThatFailsIsNotTakenForThat() throws IOException {
    String said = refusal(program("echo '[ERROR] COMPILATION ERROR'; exit 1"));
    assertTrue(said.contains("could not be built"), said);
    assertFalse(said.contains("network"), said);
  }

  @Test
  void withoutMavenSaysWhatToInstall() {
    String said = refusal(root.resolve("no-mvn").toString());
    assertTrue(said.contains("needs Maven") && said.contains("install Maven 3.8"), said);
  }

  @Test
  void withoutTheJarSaysWhatBuildsIt() throws IOException {
    Files.delete(root.resolve("cli/target/trine.jar"));
    assertTrue(refusal("mvn").contains("./trine builds it"));
  }

  @Test
  void aBundleHasNoSpark() {
    Path jar = root.resolve("lib/trine.jar");
    String said = assertThrows(TrineException.class, () -> Checkout.of(jar)).getMessage();
    assertTrue(said.contains("for a checkout of Trine with Maven"), said);
    assertTrue(said.contains(jar.toString()), said);
  }

  @Test
  void aFolderOfSuchNamesWithoutTheModuleIsNoCheckout() throws IOException {
    Files.delete(root.resolve("examples-spark/pom.xml"));
    assertThrows(TrineException.class, () -> Checkout.of(root.resolve("cli/target/trine.jar")));
  }
}
