package dev.trine.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.examples.Kept;
import dev.trine.examples.Setting;
import dev.trine.examples.SparkExample;
import dev.trine.examples.SparkSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsOnSparkTest {
  @TempDir private Path folder;

  private List<String> run(SparkExample example, int localSteps) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults())) {
      example.run(
          new Setting(
              List.of(),
              Optional.empty(),
              Optional.of(folder.resolve("report.html")),
              backend,
              new Kept(folder, "test", false, out),
              out),
          new SparkSetting(
              "local[2]",
              localSteps,
              localSteps > 0,
              Optional.empty(),
              Optional.of("cpu"),
              BackendOptions.defaults()));
      assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    }
    return text.toString().lines().toList();
  }

  @Test
  void isFoundByTheNameOfTheExample() {
    assertEquals(DigitsOnSpark.class, SparkExample.named("digits").orElseThrow().getClass());
    assertEquals(Optional.empty(), SparkExample.named("forecast"));
  }

  @Test
  void endsWithItsAccuracyBesideThatOfOneDevice() throws IOException {
    List<String> lines = run(new DigitsOnSpark(), 64);
    double accuracy = accuracy(lines, "Test accuracy");
    double ofOneDevice = accuracy(lines, "Baseline accuracy");
    assertTrue(ofOneDevice > 96, lines::toString);
    assertEquals(ofOneDevice, accuracy, 1.5, lines::toString);
    assertEquals(
        List.of("round 1 of 42", "round 42 of 42"),
        lines.stream()
            .filter(line -> line.startsWith("round 1 ") || line.startsWith("round 42 "))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList());
    String report = Files.readString(folder.resolve("report.html"));
    assertTrue(report.contains("Digits on Spark"));
    assertTrue(report.contains("local[2]"));
  }

  /** Rounds of gradients make the steps of one device, but for the order of examples. */
  @Test
  void withoutLocalStepsARoundIsAStep() throws IOException {
    List<String> lines = run(new DigitsOnSpark(1), 0);
    assertTrue(lines.get(1).contains("45 rounds"), lines::toString);
    assertTrue(lines.contains("training on one device: 45 steps of 32 examples"), lines::toString);
    double ofOneDevice = accuracy(lines, "Baseline accuracy");
    assertTrue(ofOneDevice > 85, lines::toString);
    assertEquals(ofOneDevice, accuracy(lines, "Test accuracy"), 5, lines::toString);
  }

  /** The number behind the name of an accuracy. */
  private static double accuracy(List<String> lines, String name) {
    String line = lines.stream().filter(each -> each.startsWith(name)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.indexOf(": ") + 2).split(" ")[0]);
  }
}
