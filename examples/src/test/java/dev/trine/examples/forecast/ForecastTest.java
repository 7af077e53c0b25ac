package dev.trine.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.examples.TestSetting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  @TempDir private Path cache;

  @Test
  void beatsLinearAutoregression() {
    List<String> lines = TestSetting.run(new Forecast(), cache, null);
    double baseline = TestSetting.number(lines, "Baseline RMSE");
    double reached = TestSetting.number(lines, "Test RMSE");
    assertEquals(16.95, baseline, 0.01, "as NumPy has it");
    assertTrue(reached < baseline - 1.5, String.join("\n", lines));
  }

  @Test
  void trainsOnce() {
    Forecast small = new Forecast(1, 2);
    List<String> first = TestSetting.run(small, cache, null);
    List<String> second = TestSetting.run(small, cache, null);
    assertTrue(first.stream().anyMatch(line -> line.startsWith("training")), first.toString());
    assertFalse(second.stream().anyMatch(line -> line.startsWith("training")), second.toString());
    assertEquals(first.get(first.size() - 1), second.get(second.size() - 1));
  }

  @Test
  void bundlesTheYears1700To2008() {
    Sunspots sunspots = Sunspots.bundled();
    assertEquals(1700, sunspots.first());
    assertEquals(2008, sunspots.last());
    assertEquals(151.6, sunspots.counts()[sunspots.at(1947)]);
  }
}
