package dev.trine.cli.train;

import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import dev.trine.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** One line an epoch, for logs and pipes. */
final class EpochLines implements TrainingListener {
  private final PrintWriter out;
  private final int epochs;

  EpochLines(PrintWriter out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void onEpoch(EpochReport report) {
    int digits = String.valueOf(epochs).length();
    out.printf(
        Locale.ROOT,
        "epoch %" + digits + "d/%d  %s  %s%s%n",
        report.epoch(),
        epochs,
        figures(report.training().loss(), report.training().accuracy()),
        speed(report.samplesPerSecond()),
        validation(report.validation()));
    out.flush();
  }

  /** No accuracy where there are no right answers. */
  static String figures(double loss, double accuracy) {
    String right =
        Double.isNaN(accuracy)
            ? ""
            : String.format(Locale.ROOT, "  accuracy %5.1f %%", 100 * accuracy);
    return String.format(Locale.ROOT, "loss %.4f%s", loss, right);
  }

  static String speed(double samplesPerSecond) {
    return String.format(Locale.ROOT, "%,7.0f samples/s", samplesPerSecond);
  }

  private static String validation(Evaluation part) {
    return part == null ? "" : "  validation " + figures(part.loss(), part.accuracy());
  }
}
