package dev.trine.cli.train.outcome;

import dev.trine.backend.Device;
import dev.trine.cli.train.goal.Score;
import dev.trine.report.Report;
import dev.trine.report.TrainingReport;
import dev.trine.train.EpochReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What came of a training.
 *
 * @param title what was trained on what, for readers
 * @param settings numbers, texts and lists of these by the names that files have for them
 * @param examples to train on, with those held out to validate
 * @param tested examples to test with
 * @param baseline null if nothing is compared with
 * @param model the file that it was to be saved to
 * @param report what the page has beside results and settings; computed when it is asked for
 */
public record Outcome(
    String title,
    Map<String, Object> settings,
    Device device,
    int examples,
    int tested,
    List<EpochReport> epochs,
    Score score,
    Score baseline,
    Path model,
    Supplier<TrainingReport> report) {
  /** The page of it. */
  Report page() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("device", device.toString());
    settings.forEach((name, value) -> shown.put(words(name), String.valueOf(value)));
    shown.put("model", model.toString());
    TrainingReport page = report.get().titled(title);
    page.result("Test " + score.name(), score.text());
    if (baseline != null) {
      page.result("Baseline " + baseline.name(), baseline.text());
    }
    return page.settings(shown).page();
  }

  /** {@code learningRate} as readers have it. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
