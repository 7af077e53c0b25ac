package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.examples.Gallery;
import org.junit.jupiter.api.Test;

/** {@code trine example}, and {@code trine} alone. */
class ExampleTest {
  @Test
  void withoutANameListsAll() {
    Run run = Run.of("example");
    assertEquals(0, run.exitCode(), run.err());
    for (String name : Gallery.names()) {
      assertTrue(run.lines().stream().anyMatch(line -> line.startsWith(name)), run.out());
      assertTrue(run.out().contains(Gallery.named(name).summary()), run.out());
    }
  }

  @Test
  void runsOneAndAnswersFromWhatWasKeptTheNextTime() {
    Run first = Run.of("example", "forecast", "--backend", "cpu", "--retrain");
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.lines().get(0).startsWith("using cpu:0"), first.out());
    assertTrue(first.out().contains("training network 1"), first.out());
    assertTrue(first.line(0).matches("Test RMSE: \\d+\\.\\d\\d"), first.out());

    Run second = Run.of("example", "forecast", "--backend", "cpu");
    assertFalse(second.out().contains("training network"), second.out());
    assertEquals(first.line(0), second.line(0));
  }

  @Test
  void aloneTellsANewcomerWhatToDoFirst() {
    Run run = Run.of();
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(10, run.lines().size(), run.out());
    assertTrue(run.out().contains("trine train digits"), run.out());
  }
}
