package dev.trine.verification.record;

import dev.trine.kernels.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The kernel families that a slow checker has passed. A family is left out while all that the
 * outcome depends on is as it was then: its kernels, and what all families share. {@code
 * -Dtrine.passed=FOLDER} says where that is kept, as {@code ./verify} does; without it nothing is
 * left out, and nothing kept.
 *
 * <p>A family has passed when as many of its tests have as were asked for, so all must be asked for
 * before the first one runs.
 */
public final class FamilyRecord {
  private static final String PROPERTY = "trine.passed";

  private static final Path REPOSITORY = Path.of("..");

  /**
   * What the outcome of every family depends on, from the folder of a backend's module: what says
   * which results are right, the cases, what launches the kernels, the module and its checkers.
   */
  private static final List<Path> SHARED =
      List.of(
          REPOSITORY.resolve("core/src/main/java/dev/trine/backend"),
          REPOSITORY.resolve("core/src/main/java/dev/trine/expression"),
          REPOSITORY.resolve("core/src/main/java/dev/trine/reference"),
          REPOSITORY.resolve("conformance/src/main/java"),
          REPOSITORY.resolve("kernels/src/main/java"),
          Path.of("src", "main", "java"),
          Path.of("src", "test"),
          Path.of("pom.xml"));

  private final String checker;
  private final Path folder;
  private final UnaryOperator<String> kernels;
  private final String shared;
  private final Map<String, Boolean> unchanged = new HashMap<>();
  private final Map<String, Integer> toPass = new HashMap<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();

  private FamilyRecord(String checker, Path folder, UnaryOperator<String> kernels, String shared) {
    this.checker = checker;
    this.folder = folder;
    this.kernels = kernels;
    this.shared = shared;
  }

  /**
   * The record of a checker of a backend, where the system's properties say.
   *
   * @param checker its name, for people
   * @param kernels the text of a family's kernels
   */
  public static FamilyRecord of(String checker, UnaryOperator<String> kernels) {
    Path folder = folder();
    return folder == null ? none() : in(folder, checker, kernels, SHARED);
  }

  /** Where it is kept what has passed; null if that is not said. */
  static Path folder() {
    String folder = System.getProperty(PROPERTY, "");
    return folder.isEmpty() ? null : Path.of(folder);
  }

  /**
   * @param shared files, and folders with all their files, that all families depend on
   */
  static FamilyRecord in(
      Path folder, String checker, UnaryOperator<String> kernels, List<Path> shared) {
    Path own = folder.resolve(checker.replace(' ', '-'));
    return new FamilyRecord(checker, own, kernels, new SourceHash().add(shared).text());
  }

  /** Leaves nothing out and keeps nothing. */
  public static FamilyRecord none() {
    return new FamilyRecord("", null, family -> "", "");
  }

  /** A test of a family, or none where the family is left out. */
  public Stream<DynamicTest> test(String family, String name, Executable check) {
    if (unchanged.computeIfAbsent(family, this::isUnchanged)) {
      leftOut.merge(family, 1, Integer::sum);
      return Stream.empty();
    }
    toPass.merge(family, 1, Integer::sum);
    return Stream.of(
        DynamicTest.dynamicTest(
            name,
            () -> {
              check.execute();
              passed(family);
            }));
  }

  /** For each family that was left out so far a test that is skipped and says so. */
  public Stream<DynamicTest> leftOut() {
    return leftOut.entrySet().stream()
        .map(
            family ->
                DynamicTest.dynamicTest(
                    family.getKey(), () -> skip(family.getKey(), family.getValue())));
  }

  private void skip(String family, int tests) {
    Assumptions.abort(
        "unchanged since it last passed: %s of kernel family %s (%s tests)"
            .formatted(checker, family, tests));
  }

  private boolean isUnchanged(String family) {
    if (folder == null) {
      return false;
    }
    try {
      Path passed = folder.resolve(family);
      return Files.exists(passed) && Files.readString(passed).equals(hash(family));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what has passed in " + folder, e);
    }
  }

  private void passed(String family) throws IOException {
    int left = toPass.merge(family, -1, Integer::sum);
    if (left == 0 && folder != null) {
      AtomicFile.write(folder.resolve(family), hash(family).getBytes());
    }
  }

  private String hash(String family) {
    return new SourceHash().add(shared).add(kernels.apply(family)).text();
  }
}
