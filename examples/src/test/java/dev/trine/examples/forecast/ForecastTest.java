package dev.trine.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.examples.TestSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  @TempDir private Path folder;

  @Test
  void beatsLinearAutoregression() throws IOException {
    List<String> lines = TestSetting.run(new Forecast(4, 200), folder, null);
    double baseline = TestSetting.number(lines, "Baseline RMSE");
    double reached = TestSetting.number(lines, "Test RMSE");
    assertEquals(16.95, baseline, 0.01, "as NumPy has it");
    assertTrue(reached < baseline - 1.5, String.join("\n", lines));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("Test RMSE: ") && page.contains("linear autoregression"), page);
  }

  @Test
  void trainsOnce() {
    Forecast small = new Forecast(1, 2);
    List<String> first = TestSetting.run(small, folder, null);
    List<String> second = TestSetting.run(small, folder, null);
    assertTrue(first.stream().anyMatch(line -> line.startsWith("training")), first.toString());
    assertFalse(second.stream().anyMatch(line -> line.startsWith("training")), second.toString());
    assertEquals(TestSetting.number(first, "Test RMSE"), TestSetting.number(second, "Test RMSE"));
  }

  @Test
  void bundlesTheYears1700To2008() {
    Sunspots sunspots = Sunspots.bundled();
    assertEquals(1700, sunspots.first());
    assertEquals(2008, sunspots.last());
    assertEquals(151.6, sunspots.counts()[sunspots.at(1947)]);
  }
}
