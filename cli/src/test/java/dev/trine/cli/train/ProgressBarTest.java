package dev.trine.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import dev.trine.train.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The line that moves. */
class ProgressBarTest {
  private final StringWriter written = new StringWriter();
  private long now;

  private ProgressBar bar(int epochs) {
    return new ProgressBar(new PrintWriter(written), epochs, () -> now);
  }

  private String last() {
    return written.toString().substring(written.toString().lastIndexOf('\r') + 1);
  }

  @Test
  void tellsHowMuchTimeIsLeft() {
    ProgressBar bar = bar(60);
    now = TimeUnit.SECONDS.toNanos(3);
    bar.onProgress(new Progress(1, 60, 500, 1000, 0.5, 0.75, 1234));
    assertEquals(
        "1/60 [      ]  loss 0.5000  accuracy  75.0 %    1,234 samples/s  5:57 left", last());
    now = TimeUnit.SECONDS.toNanos(300);
    bar.onEpoch(new EpochReport(30, new Evaluation(0.25, 0.875, 9), null, 0, 999_999, 5, 1, 0.1));
    assertEquals(
        "30/60 [===   ]  loss 0.2500  accuracy  87.5 %  999,999 samples/s  5:00 left", last());
  }

  @Test
  void fitsALineOfATerminal() {
    ProgressBar bar = bar(100);
    now = TimeUnit.HOURS.toNanos(2);
    bar.onProgress(new Progress(100, 100, 500, 1000, 10.5, 1, 999_999));
    assertTrue(last().length() < 80, last());
  }

  /** Training that goes on begins at a later epoch; the time is of the epochs made now. */
  @Test
  void countsFromWhereTrainingGoesOn() {
    ProgressBar bar = bar(20);
    now = TimeUnit.SECONDS.toNanos(10);
    bar.onProgress(new Progress(11, 20, 1000, 1000, 0.5, Double.NaN, 1234));
    assertEquals("11/20 [===   ]  loss 0.5000    1,234 samples/s  1:30 left", last());
  }

  @Test
  void whatIsShorterWipesOutWhatWasLonger() {
    ProgressBar bar = bar(2);
    bar.onProgress(new Progress(1, 2, 1, 1000, 10.5, 1, 1234));
    int longest = last().length();
    bar.onProgress(new Progress(1, 2, 1, 1000, 0.5, Double.NaN, 1234));
    assertEquals(longest, last().length());
  }
}
