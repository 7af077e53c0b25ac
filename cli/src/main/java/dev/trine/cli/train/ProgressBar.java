package dev.trine.cli.train;

import dev.trine.train.EpochReport;
import dev.trine.train.Progress;
import dev.trine.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that is written again and again. */
final class ProgressBar implements TrainingListener, AutoCloseable {
  private static final int WIDTH = 12; // the whole line fits 80 columns

  private final PrintWriter out;
  private final int epochs;
  private int longest;

  ProgressBar(PrintWriter out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public boolean wantsProgress() {
    return true;
  }

  @Override
  public void onProgress(Progress now) {
    double epochsDone = now.epoch() - 1 + (double) now.examples() / now.total();
    write(
        now.epoch(),
        epochsDone,
        EpochLines.figures(now.loss(), now.accuracy(), now.samplesPerSecond()));
  }

  @Override
  public void onEpoch(EpochReport report) {
    write(
        report.epoch(),
        report.epoch(),
        EpochLines.figures(
            report.training().loss(), report.training().accuracy(), report.samplesPerSecond()));
  }

  /** Ends the line, so that what is printed next, an error perhaps, has one of its own. */
  @Override
  public void close() {
    if (longest > 0) {
      out.println();
      out.flush();
    }
  }

  private void write(int epoch, double epochsDone, String figures) {
    int filled = (int) Math.round(WIDTH * epochsDone / epochs);
    String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
    String line = String.format(Locale.ROOT, "epoch %d/%d [%s]  %s", epoch, epochs, bar, figures);
    longest = Math.max(longest, line.length());
    out.print("\r" + line + " ".repeat(longest - line.length()));
    out.flush();
  }
}
