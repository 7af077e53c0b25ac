package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code trine train digits}. */
class TrainDigitsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"42", "7"})
  void defaultsReach97Percent(String seed) {
    Path file = folder.resolve("model.safetensors");
    Run run = train("--seed", seed, "--save", file.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.lines().get(0).startsWith("using cpu:0"), run.out());
    assertEquals(60, run.lines().stream().filter(line -> line.startsWith("epoch ")).count());
    assertTrue(run.line(1).matches("Test accuracy: \\d+\\.\\d %"), run.out());
    double accuracy = Double.parseDouble(run.line(1).split(" ")[2]);
    assertTrue(accuracy >= 97, run.out());
    assertEquals("model saved to " + file, run.line(0));
    assertEquals("", run.err());
    try (Backend backend = Backends.select("cpu", BackendOptions.defaults()).backend();
        Model model = Model.load(backend, file)) {
      assertTrue(model.evaluate(Datasets.digits()).accuracy() >= 0.98);
    }
  }

  @Test
  void takesEverySetting() {
    Path file = folder.resolve("new folder").resolve("model.safetensors");
    Run run =
        train(
            "--epochs=1",
            "--batch=1438",
            "--hidden=5",
            "--lr=0.1",
            "--dropout=0",
            "--save=" + file);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Files.exists(file));
  }

  @Test
  void divergenceIsAFailureOfOneLine() {
    Path file = folder.resolve("model.safetensors");
    Run run = train("--lr", "1e30", "--epochs", "2", "--save", file.toString());
    assertEquals(1, run.exitCode(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("not finite"), run.err());
    assertTrue(Files.notExists(file));
  }

  private static Run train(String... options) {
    String[] arguments = new String[4 + options.length];
    System.arraycopy(new String[] {"train", "digits", "--backend", "cpu"}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Run.of(arguments);
  }
}
