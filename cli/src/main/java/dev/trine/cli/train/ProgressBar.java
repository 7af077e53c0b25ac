package dev.trine.cli.train;

import dev.trine.train.EpochReport;
import dev.trine.train.Progress;
import dev.trine.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that is written again and again: the epoch, how much of all is done, loss
 * and accuracy of the training part, speed, and how much time is left if no stopping rule ends
 * training earlier.
 */
final class ProgressBar implements TrainingListener, AutoCloseable {
  private static final int WIDTH = 6; // the whole line fits 80 columns

  private final PrintWriter out;
  private final int epochs;
  private final LongSupplier nanoTime;
  private final long start;
  private double doneBefore = Double.NaN;
  private int longest;

  ProgressBar(PrintWriter out, int epochs) {
    this(out, epochs, System::nanoTime);
  }

  ProgressBar(PrintWriter out, int epochs, LongSupplier nanoTime) {
    this.out = out;
    this.epochs = epochs;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  @Override
  public boolean wantsProgress() {
    return true;
  }

  @Override
  public void onProgress(Progress now) {
    write(
        now.epoch(),
        now.epoch() - 1 + (double) now.examples() / now.total(),
        EpochLines.figures(now.loss(), now.accuracy()),
        now.samplesPerSecond());
  }

  @Override
  public void onEpoch(EpochReport report) {
    write(
        report.epoch(),
        report.epoch(),
        EpochLines.figures(report.training().loss(), report.training().accuracy()),
        report.samplesPerSecond());
  }

  /** Ends the line, so that what is printed next, an error perhaps, has one of its own. */
  @Override
  public void close() {
    if (longest > 0) {
      out.println();
      out.flush();
    }
  }

  private void write(int epoch, double epochsDone, String figures, double samplesPerSecond) {
    if (Double.isNaN(doneBefore)) {
      doneBefore = epoch - 1; // training that goes on later begins at a later epoch
    }
    int filled = (int) Math.round(WIDTH * Math.min(1, epochsDone / epochs));
    String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
    String line =
        String.format(
            Locale.ROOT,
            "%d/%d [%s]  %s  %s  %s",
            epoch,
            epochs,
            bar,
            figures,
            EpochLines.speed(samplesPerSecond),
            left(epochsDone));
    longest = Math.max(longest, line.length());
    out.print("\r" + line + " ".repeat(longest - line.length()));
    out.flush();
  }

  private String left(double epochsDone) {
    double seconds = (nanoTime.getAsLong() - start) * 1e-9;
    double done = epochsDone - doneBefore;
    long left = done > 0 ? Math.round(seconds / done * Math.max(0, epochs - epochsDone)) : 0;
    return left < 3600
        ? String.format(Locale.ROOT, "%d:%02d left", left / 60, left % 60)
        : String.format(Locale.ROOT, "%.1f h left", left / 3600.0);
  }
}
