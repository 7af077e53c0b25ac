package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine predict} and {@code trine evaluate}, on models of {@code trine train --data}. */
class PredictTest {
  @TempDir private Path folder;

  private Path rows;
  private Path model;

  @BeforeEach
  void makeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,metres,kind"));
    for (int i = 0; i < 100; i++) {
      lines.add("%s,%s,%s".formatted(i, 7000 + 10 * i, i < 60 ? "near" : "far"));
    }
    rows = Files.write(folder.resolve("rows.csv"), lines);
    model = folder.resolve("model.safetensors");
  }

  @Test
  void aClassIsPredictedByItsName() throws IOException {
    train("kind", "metres");
    // Other columns, in another order, and texts that must be quoted stay as they are.
    Path raw = write("note,x", "\"first, \"\"near\"\"\",3", ",95");
    Run run = Run.of("predict", model + "", "--data", raw + "", "--backend", "cpu");
    assertEquals(0, run.exitCode(), run.err());
    List<String> lines =
        run.lines().stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList();
    assertEquals(List.of("note,x,prediction", "\"first, \"\"near\"\"\",3,near", ",95,far"), lines);
    assertEquals("note,x,prediction,probability", run.lines().get(0));
    double probability = Double.parseDouble(run.lines().get(1).replaceAll(".*,", ""));
    assertTrue(probability > 0.5 && probability <= 1, run.out());
  }

  @Test
  void aNumberIsPredictedInItsUnits() throws IOException {
    train("metres", "kind");
    Path raw = write("x", "50", "80");
    Path out = folder.resolve("new").resolve("out.csv");
    Run run =
        Run.of("predict", model + "", "--data", raw + "", "--out", out + "", "--backend", "cpu");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("predictions written to " + out, run.line(0));
    List<String> lines = Files.readAllLines(out);
    assertEquals("x,prediction", lines.get(0));
    assertEquals(7500, Double.parseDouble(lines.get(1).split(",")[1]), 100);
    assertEquals(7800, Double.parseDouble(lines.get(2).split(",")[1]), 100);
  }

  @Test
  void evaluationComparesWithTheTarget() throws IOException {
    train("kind", "metres");
    Path raw = write("kind,x", "near,3", "near,4", "far,95", "far,5");
    Run run = Run.of("evaluate", model + "", "--data", raw + "", "--backend", "cpu");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.line(1).startsWith("Baseline accuracy: 50.00 % "), run.out());
    assertEquals("Test accuracy: 75.00 %", run.line(0));
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    refused("predict", rows, rows, "rows.csv");
    train("kind", "metres");
    refused("predict", model, write("y", "3", "4"), "no column 'x'");
    refused("predict", model, write("x,prediction", "3,4"), "'prediction'");
    refused("predict", model, write("x,probability", "3,4"), "'probability'");
    refused("predict", model, write("x", "near", "far"), "'near'");
    refused("evaluate", model, write("x", "3", "4"), "no column 'kind'");
    refused("evaluate", model, write("x,kind", "3,nowhere"), "'nowhere'");
    Path digits = folder.resolve("digits.safetensors");
    assertEquals(
        0,
        Run.of("train", "digits", "--backend=cpu", "--epochs=1", "--hidden=2", "--save=" + digits)
            .exitCode());
    refused("evaluate", digits, rows, "does not say how rows");
  }

  private static void refused(String command, Path model, Path data, String named) {
    Run run = Run.of(command, model + "", "--data", data + "", "--backend", "cpu");
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(named), run.err());
    assertFalse(run.err().contains("unexpected"), run.err());
    assertEquals("", run.out());
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("raw.csv"), List.of(lines));
  }

  private void train(String target, String without) {
    Run run =
        Run.of(
            "train",
            "--data=" + rows,
            "--target=" + target,
            "--without=" + without,
            "--backend=cpu",
            "--lr=0.01",
            "--patience=60",
            "--save=" + model);
    assertEquals(0, run.exitCode(), run.err());
  }
}
