package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backends;
import org.junit.jupiter.api.Test;

/** {@code trine devices} and {@code trine check}: what is there, and what is not. */
class DevicesTest {
  @Test
  void everyBackendHasARow() {
    Run run = Run.of("devices");
    assertEquals(0, run.exitCode(), run.err());
    for (String backend : new String[] {"cpu", "opencl", "cuda"}) {
      assertTrue(
          run.lines().stream()
              .filter(line -> line.contains(backend))
              .anyMatch(line -> line.contains("available")),
          run.out());
    }
    assertEquals(1, run.lines().stream().filter(line -> line.startsWith("*  ")).count(), run.out());
    assertEquals("", run.err());
  }

  @Test
  void aChoiceThatIsNotKnownDoesNotHideTheList() {
    System.setProperty(Backends.PROPERTY, "nonsense");
    try {
      Run run = Run.of("devices");
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().contains("cpu:0"), run.out());
      assertTrue(run.line(0).contains("'nonsense' is none of auto, gpu"), run.out());
      assertTrue(run.line(0).contains("TRINE_BACKEND"), run.out());
      assertEquals(0, run.lines().stream().filter(line -> line.startsWith("*")).count(), run.out());
    } finally {
      System.clearProperty(Backends.PROPERTY);
    }
  }

  @Test
  void checkPrintsATableOfErrors() {
    Run run = Run.of("check", "cpu", "--tier", "small");
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("matmul") && run.out().contains("error / bound"), run.out());
  }
}
