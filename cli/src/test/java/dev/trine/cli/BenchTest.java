package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine bench}. */
class BenchTest {
  private static final Set<String> KEYS =
      Set.of(
          "backend",
          "device",
          "workload",
          "millisecondsPerStep",
          "samplesPerSecond",
          "gflops",
          "peakGflops",
          "shareOfPeak");

  @TempDir private Path folder;

  @Test
  void step() throws IOException {
    JsonObject json =
        bench("bench step --net 64,32,10 --batch 16 --optimizer sgd --backend cpu --threads 1");
    assertEquals("training step 64-32-10, batch 16, sgd", json.get("workload").getAsString());
    // 4 a weight of the first layer, 6 a weight of the second
    double flops = 16.0 * (4 * 64 * 32 + 6 * 32 * 10);
    assertFigures(json, flops, 16);
  }

  @Test
  void matmul() throws IOException {
    JsonObject json = bench("bench matmul 32 48 16 --batch 3 --transpose ab --backend cpu");
    assertFigures(json, 3 * 2.0 * 32 * 48 * 16, 3 * 32);
  }

  private JsonObject bench(String arguments) throws IOException {
    Path file = folder.resolve("result.json");
    Run run = Run.of((arguments + " --json " + file).split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.lines().get(0).startsWith("using cpu:0"), run.out());
    assertTrue(run.out().contains("GFLOP/s") && run.out().contains("% of the peak"), run.out());
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static void assertFigures(JsonObject json, double flops, double samples) {
    assertEquals(KEYS, json.keySet());
    assertEquals("cpu", json.get("backend").getAsString());
    double seconds = 1e-3 * json.get("millisecondsPerStep").getAsDouble();
    double gflops = json.get("gflops").getAsDouble();
    double peak = json.get("peakGflops").getAsDouble();
    assertEquals(
        samples / seconds, json.get("samplesPerSecond").getAsDouble(), 1e-6 * samples / seconds);
    assertEquals(1e-9 * flops / seconds, gflops, 1e-6 * gflops);
    assertEquals(gflops / peak, json.get("shareOfPeak").getAsDouble(), 1e-9);
    assertTrue(gflops > 0 && gflops <= peak, json.toString());
  }
}
