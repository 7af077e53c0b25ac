package dev.trine.train;

import dev.trine.ModelFormatException;
import java.util.List;
import java.util.Map;

/** Writes the checkpoints of one call of {@link Trainer#fit}, as it is planned. */
final class Checkpoints {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

  private final CheckpointPlan plan;
  private final List<TrainingListener> listeners;
  private final Map<String, String> settings;
  private final String fingerprint;
  private final TrainingState state;
  private long last = System.nanoTime();
  private String written;
  private boolean fails;

  /**
   * @param plan null for no checkpoints
   * @param settings what training depends on, in words
   * @param fingerprint what bits depend on
   */
  Checkpoints(
      CheckpointPlan plan,
      List<TrainingListener> listeners,
      Map<String, String> settings,
      String fingerprint,
      TrainingState state) {
    this.plan = plan;
    this.listeners = listeners;
    this.settings = settings;
    this.fingerprint = fingerprint;
    this.state = state;
  }

  /** Whether the last is so old that a step is to be followed by another. */
  boolean isDue() {
    return plan != null && plan.time() != null && System.nanoTime() - last >= plan.time().toNanos();
  }

  /**
   * In the midst of training, which goes on even where the file cannot be written: what it has
   * learnt so far is worth more than a copy, and the next may succeed.
   */
  void write() {
    try {
      writeNow();
      fails = false;
    } catch (ModelFormatException failure) {
      last = System.nanoTime();
      if (!fails) {
        say(failure.getMessage() + "; training goes on, and later checkpoints are tried");
      }
      fails = true;
    }
  }

  void afterEpoch() {
    if (isDue() || isByEpochs() && state.reports().size() % plan.epochs() == 0) {
      write();
    }
  }

  /** After the last epoch, so that what follows training loses little of it if it fails. */
  void ended() {
    if (isByEpochs() && !Checkpoint.moment(state).equals(written)) {
      write();
    }
  }

  private boolean isByEpochs() {
    return plan != null && plan.epochs() > 0;
  }

  /**
   * Of training that ends before its time.
   *
   * @throws ModelFormatException if the file cannot be written
   */
  void stopped() {
    if (plan != null) {
      writeNow();
    }
  }

  private void writeNow() {
    Checkpoint.write(plan.file(), state, settings, fingerprint);
    last = System.nanoTime();
    written = Checkpoint.moment(state);
    listeners.forEach(listener -> listener.onCheckpoint(plan.file(), written));
  }

  private void say(String line) {
    LOG.log(System.Logger.Level.WARNING, line);
    listeners.forEach(listener -> listener.onNotice(line));
  }
}
