package dev.trine.verification.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class FamilyRecordTest {
  @TempDir Path folder;
  private final Map<String, String> kernels = new HashMap<>(Map.of("reduce", "r", "chain", "c"));
  private Path sources;

  @BeforeEach
  void writeSources() throws IOException {
    sources = Files.createDirectory(folder.resolve("sources"));
    Files.writeString(sources.resolve("Plan.java"), "class Plan {}");
  }

  @Test
  void whatPassedIsLeftOut() throws Throwable {
    assertEquals(List.of("reduce 1", "reduce 2", "chain 1"), run());
    FamilyRecord record = record();
    assertEquals(0, tests(record).size());
    List<DynamicTest> leftOut = record.leftOut().toList();
    assertEquals(2, leftOut.size());
    assertEquals(
        "unchanged since it last passed: a checker of kernel family reduce (2 tests)",
        assertThrows(TestAbortedException.class, leftOut.get(1).getExecutable()::execute)
            .getMessage()
            .replace("Assumption failed: ", ""));
  }

  @Test
  void aFamilyWhoseKernelsChangedRunsAlone() throws Throwable {
    run();
    kernels.put("reduce", "another");
    assertEquals(List.of("reduce 1", "reduce 2"), run());
    assertEquals(List.of(), run());
  }

  @Test
  void allRunWhereWhatTheyShareChanged() throws Throwable {
    run();
    Files.writeString(sources.resolve("Plan.java"), "class Plan { int lanes; }");
    assertEquals(3, run().size());
    Files.move(sources.resolve("Plan.java"), sources.resolve("Other.java"));
    assertEquals(3, run().size());
  }

  @Test
  void aFamilyThatFailedOnceRunsAgain() throws Throwable {
    FamilyRecord record = record();
    List<DynamicTest> tests =
        Stream.of(
                record.test("reduce", "passes", () -> {}),
                record.test("reduce", "fails", () -> fail("wrong")))
            .flatMap(test -> test)
            .toList();
    tests.get(0).getExecutable().execute();
    assertThrows(AssertionError.class, tests.get(1).getExecutable()::execute);
    assertEquals(3, run().size());
  }

  @Test
  void aFamilyThatWasNotRunToItsEndRunsAgain() throws Throwable {
    tests(record()).get(0).getExecutable().execute();
    assertEquals(3, run().size());
  }

  @Test
  void anotherCheckerHasItsOwnRecord() throws Throwable {
    run();
    FamilyRecord other = FamilyRecord.in(folder, "another", kernels::get, List.of(sources));
    assertEquals(3, tests(other).size());
  }

  @Test
  void withoutAFolderAllRunAlways() throws Throwable {
    for (int times = 0; times < 2; times++) {
      List<DynamicTest> tests = tests(FamilyRecord.none());
      assertEquals(3, tests.size());
      tests.get(2).getExecutable().execute();
    }
  }

  private FamilyRecord record() {
    return FamilyRecord.in(folder, "a checker", kernels::get, List.of(sources));
  }

  private static List<DynamicTest> tests(FamilyRecord record) {
    return Stream.of(
            record.test("reduce", "reduce 1", () -> {}),
            record.test("reduce", "reduce 2", () -> {}),
            record.test("chain", "chain 1", () -> {}))
        .flatMap(test -> test)
        .toList();
  }

  /** The names of the tests that a run of the checker does not leave out. */
  private List<String> run() throws Throwable {
    List<String> names = new ArrayList<>();
    for (DynamicTest test : tests(record())) {
      test.getExecutable().execute();
      names.add(test.getDisplayName());
    }
    return names;
  }
}
