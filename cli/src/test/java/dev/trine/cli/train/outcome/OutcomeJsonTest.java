package dev.trine.cli.train.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.backend.Device;
import dev.trine.cli.train.goal.Score;
import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results for programs, of numbers that JSON does not have. */
class OutcomeJsonTest {
  @TempDir private Path folder;

  @Test
  void whatIsNotFiniteIsNull() throws IOException {
    EpochReport epoch =
        new EpochReport(
            1,
            new Evaluation(Double.NaN, Double.NaN, 3),
            null,
            2,
            Double.POSITIVE_INFINITY,
            0.5,
            Double.NEGATIVE_INFINITY,
            0.25);
    Outcome outcome =
        new Outcome(
            "t",
            Map.of("rate", Double.NaN, "widths", List.of(1, 2)),
            new Device("cpu", 0, "a \"name\"", "", "d", Device.Kind.CPU, 1, 1),
            3,
            1,
            List.of(epoch),
            new Score("rmse", "RMSE", Double.NaN, "NaN"),
            null,
            Path.of("m"),
            () -> null);
    Path file = folder.resolve("result.json");
    OutcomeJson.write(outcome, file);
    JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("{\"rmse\":null,\"baseline\":null}", all.get("test").toString());
    JsonObject read = all.getAsJsonArray("epochs").get(0).getAsJsonObject();
    assertEquals("{\"loss\":null}", read.get("training").toString());
    for (String name : List.of("validation", "examplesPerSecond", "gradientNorm")) {
      assertTrue(read.get(name).isJsonNull(), name);
    }
    assertEquals(0.5, read.get("seconds").getAsDouble());
    assertTrue(all.getAsJsonObject("settings").get("rate").isJsonNull());
    assertEquals("[1,2]", all.getAsJsonObject("settings").get("widths").toString());
    assertEquals("a \"name\"", all.getAsJsonObject("device").get("name").getAsString());
  }
}
