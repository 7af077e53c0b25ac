package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine bench}. */
class BenchTest {
  private static final Set<String> KEYS =
      Set.of(
          "backend",
          "device",
          "precision",
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
    // 4 a weight of the first layer, 6 a weight of the second, and the gradients of biases
    double flops = 16.0 * (4 * 64 * 32 + 6 * 32 * 10 + 32 + 10);
    assertFigures(json, flops, 16);
  }

  /**
   * A value against which an autoencoder is trained, and two convolutions, as the products they
   * are.
   */
  @Test
  void stepOfANetworkFromAFile() throws IOException {
    Path network = folder.resolve("small.json");
    Files.writeString(
        network,
        """
        {"input": [6, 6, 1],
         "layers": [
           {"type": "conv2d", "filters": 4, "window": {"height": 3, "width": 3}},
           {"type": "conv2d", "filters": 1, "window": {"height": 3, "width": 3}}]}
        """);
    JsonObject json = bench("bench step --batch 2 --backend cpu --network " + network);
    assertEquals("training step small, batch 2, adam", json.get("workload").getAsString());
    assertFigures(json, 2.0 * 36 * (4 * 9 * 4 + 6 * 9 * 4), 2);
  }

  @Test
  void profileOfAStep() throws IOException {
    JsonObject json = bench("bench step --net 64,32,10 --batch 16 --profile --backend cpu");
    assertTrue(json.keySet().containsAll(KEYS), json.toString());
    JsonArray calls = json.getAsJsonArray("profile");
    assertTrue(names(calls).contains("matmul 16x64x32 +bias relu, dense/0/output"), json::toString);
    assertEquals(sum(calls, "count"), json.get("calls").getAsDouble());
    assertEquals(sum(calls, "bytes"), json.get("bytes").getAsDouble());
    double limit = json.get("limitMilliseconds").getAsDouble();
    assertEquals(sum(calls, "limitMilliseconds"), limit, 1e-9 * limit);
    assertTrue(json.get("copyBandwidth").getAsDouble() > 1e8, json::toString);
    // In elements: loss and gradient, both layers, the gradient between them; in bytes: Adam.
    long elements = 16 * 21 + 2 * (16 * 96 + 65 * 32) + 2 * (16 * 42 + 33 * 10);
    elements += 16 * 32 + 16 * 10 + 32 * 10 + 16 * 32;
    long minimum = 4 * elements + 28 * (65 * 32 + 33 * 10);
    assertEquals(minimum, json.get("minimumBytes").getAsLong());
    assertTrue(json.get("bytes").getAsLong() > minimum, json::toString);
  }

  @Test
  void profileOfAProduct() throws IOException {
    JsonObject json = bench("bench matmul 32 48 16 --profile --backend cpu");
    assertEquals(1, json.get("calls").getAsInt());
    assertEquals(4 * (32 * 48 + 48 * 16 + 32 * 16), json.get("bytes").getAsLong());
    assertEquals(json.get("bytes"), json.get("minimumBytes"));
  }

  private static List<String> names(JsonArray calls) {
    return calls.asList().stream().map(c -> c.getAsJsonObject().get("call").getAsString()).toList();
  }

  private static double sum(JsonArray calls, String key) {
    return calls.asList().stream()
        .mapToDouble(c -> c.getAsJsonObject().get(key).getAsDouble())
        .sum();
  }

  @Test
  void matmul() throws IOException {
    JsonObject json = bench("bench matmul 32 48 16 --batch 3 --transpose ab --backend cpu");
    assertFigures(json, 3 * 2.0 * 32 * 48 * 16, 3 * 32);
  }

  @Test
  void ofRoundedOperands() throws IOException {
    Run refused = Run.of("bench matmul 8 8 8 --backend cpu --precision tf32".split(" "));
    assertEquals(1, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("NVIDIA"), refused.err());
    try {
      JsonObject json = bench("bench matmul 32 48 16 --backend cpu --precision bf16_mixed");
      assertEquals("bf16_mixed", json.get("precision").getAsString());
      assertFigures(json, 2.0 * 32 * 48 * 16, 32);
    } catch (AssertionError failure) {
      assumeFalse(failure.getMessage().contains("avx512_bf16"), failure.getMessage());
      throw failure;
    }
  }

  @Test
  void fit() throws IOException {
    Path file = folder.resolve("result.json");
    String arguments = "bench fit --net 8,6,3 --batch 4 --steps 5 --backend cpu --json " + file;
    Run run = Run.of(arguments.split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("of the rate of steps alone"), run.out());
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    double alone = json.get("millisecondsPerStep").getAsDouble();
    for (String way : List.of("streamed", "resident")) {
      double share = alone / json.get(way + "Milliseconds").getAsDouble();
      assertEquals(share, json.get(way + "Share").getAsDouble(), 1e-9 * share);
    }
    assertEquals(
        "training step 8-6-3, batch 4, adam, 5 steps an epoch", json.get("workload").getAsString());
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
