package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code trine summary}, and the networks that are shipped. */
class SummaryTest {
  private static final Path NETWORKS = Path.of("..", "examples", "networks");

  static List<Path> networks() throws IOException {
    try (Stream<Path> files = Files.list(NETWORKS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyShippedNetworkHasAStep(Path file) throws IOException {
    Run run = Run.of("summary", file.toString(), "--batch", "2", "--backend", "cpu");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("largest   batch of about"), run.out());
    long parameters = Network.load(file).layout().elements();
    assertTrue(run.out().replace(",", "").contains("  " + parameters + "\n"), run.out());
  }

  @Test
  void aSavedModelHasTheNetworkInIt(@TempDir Path folder) {
    Path file = folder.resolve("model"); // whatever it is called
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = Network.of(Shape.of(4), Layers.dense(3)).initialise(backend, 1)) {
      model.save(file);
    }
    List<String> lines =
        Run.of("summary", file.toString(), "--batch", "2", "--backend", "cpu").lines();
    assertEquals("dense/0   dense  3       15", lines.get(2), lines.toString());
  }

  @Test
  void layersAndWhatAStepTakes() {
    Path file = NETWORKS.resolve("lenet.json");
    List<String> lines =
        Run.of("summary", file.toString(), "--batch", "2", "--backend", "cpu").lines();
    assertEquals("LAYER         KIND        OUTPUT        PARAMETERS", lines.get(0));
    assertEquals("conv2d/0      conv2d      28 x 28 x 32  832", lines.get(2));
    assertEquals("all                                     1,663,370", lines.get(9));
    double first = 4 * 28 * 28 * 25 * 32;
    double second = 6 * 14 * 14 * 25 * 32 * 64;
    double dense = 6 * (3136 * 512 + 512 * 10);
    String work = Math.round(2 * (first + second + dense) * 1e-6) * 1e-3 + " GFLOP";
    assertTrue(lines.stream().anyMatch(line -> line.contains("work") && line.contains(work)), work);
  }
}
