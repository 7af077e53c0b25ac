package dev.trine.train;

import dev.trine.nn.Evaluation;
import dev.trine.nn.MetricTotals.Reading;
import java.util.List;

/** Tells the listeners how an epoch goes, some times a second. */
final class EpochWatch {
  private static final long NANOS = 100_000_000;

  private final List<TrainingListener> listeners;
  private final int epoch;
  private final int epochs;
  private final int total;
  private final int doneBefore;
  private final long start = System.nanoTime();
  private long next = start + NANOS;
  private int examples;

  /**
   * @param epochs how many there will be at most
   * @param total examples of an epoch
   * @param doneBefore examples of this epoch that were done before
   */
  EpochWatch(List<TrainingListener> listeners, int epoch, int epochs, int total, int doneBefore) {
    this.listeners = listeners.stream().filter(TrainingListener::wantsProgress).toList();
    this.epoch = epoch;
    this.epochs = epochs;
    this.total = total;
    this.doneBefore = doneBefore;
  }

  /**
   * @param batch how many examples it had
   */
  void after(int batch, TrainStep step) {
    examples += batch;
    if (listeners.isEmpty() || System.nanoTime() < next) {
      return;
    }
    Reading reading = step.reading();
    long now = System.nanoTime();
    next = now + NANOS;
    if (!reading.healthy()) {
      return; // the totals stand still since the step that failed, which is told at the end
    }
    Evaluation soFar = reading.evaluation(examples);
    Progress progress =
        new Progress(
            epoch,
            epochs,
            doneBefore + examples,
            total,
            soFar.loss(),
            soFar.accuracy(),
            examples / ((now - start) * 1e-9));
    listeners.forEach(listener -> listener.onProgress(progress));
  }
}
