package dev.trine.train;

import dev.trine.ModelFormatException;
import dev.trine.data.Dataset;
import dev.trine.nn.Objective;
import java.nio.file.Path;
import java.util.List;

/** Sets a state to a checkpoint, if training would go on from there as it began. */
final class Resumption {
  private final TrainerSettings settings;
  private final Path file;

  Resumption(TrainerSettings settings) {
    this.settings = settings;
    if (settings.checkpoints() == null) {
      throw new IllegalStateException(
          "It is not said which checkpoint to go on from: checkpoint(file, …) of the builder does");
    }
    file = settings.checkpoints().file();
  }

  /**
   * Sets a state.
   *
   * @return what it was set to
   * @throws IllegalArgumentException if the checkpoint is of other settings or data; nothing is set
   */
  Checkpoint into(TrainingState state, Dataset training, Dataset validation, Objective objective) {
    Checkpoint checkpoint = Checkpoint.load(file);
    checkpoint.requireSettings(RunSettings.of(settings, training, validation, objective), file);
    int batch = BatchSize.batch(settings, training);
    int steps = (training.size() + batch - 1) / batch;
    checkPlace(checkpoint.state(), steps);
    checkEpochs(checkpoint);
    checkSchedule(checkpoint.state(), steps);
    state.restore(checkpoint.state());
    return checkpoint;
  }

  private void checkPlace(TrainingState.Saved saved, int steps) {
    if (saved.position() >= steps) {
      throw new ModelFormatException(
          "%s: it was written behind step %s of an epoch, which has %s"
              .formatted(file, saved.position(), steps));
    }
    for (int i = 0; i < saved.reports().size(); i++) {
      if (saved.reports().get(i).epoch() != i + 1) {
        throw new ModelFormatException(
            "%s: its report %s is of epoch %s"
                .formatted(file, i + 1, saved.reports().get(i).epoch()));
      }
    }
  }

  /** To end before where training was would leave a model that belongs to neither. */
  private void checkEpochs(Checkpoint checkpoint) {
    TrainingState.Saved saved = checkpoint.state();
    int begun = saved.reports().size() + (saved.position() > 0 ? 1 : 0);
    if (settings.epochs() < begun) {
      throw new IllegalArgumentException(
          "The checkpoint %s was written after %s, and training is to end after %s epochs; ask for at least %s, or begin anew without it"
              .formatted(file, checkpoint.moment(), settings.epochs(), begun));
    }
  }

  /** Schedules are functions: what can be told is whether the last step had this one's rate. */
  private void checkSchedule(TrainingState.Saved saved, int steps) {
    List<EpochReport> reports = saved.reports();
    if (settings.schedule() == null || reports.isEmpty() && saved.position() == 0) {
      return;
    }
    boolean isWithin = saved.position() > 0;
    int stepInEpoch = (isWithin ? saved.position() : steps) - 1;
    long step = saved.stepsOfEpochs() + saved.position() - 1;
    List<EpochReport> before = isWithin ? reports : reports.subList(0, reports.size() - 1);
    double expected =
        settings
            .schedule()
            .rate(
                settings.optimizer().learningRate(),
                Schedule.Moment.inEpoch(step, stepInEpoch, steps, before));
    if (expected != saved.learningRate()) {
      throw new IllegalArgumentException(
          "The checkpoint %s is of other training: its schedule had the learning rate %s in step %s, this one has %s; give the same again, or begin anew without it"
              .formatted(file, saved.learningRate(), step + 1, expected));
    }
  }

  /**
   * What is to be said where the bits of what comes now may not be those of training that was never
   * interrupted.
   *
   * @param fingerprint of what goes on
   */
  static String notice(Checkpoint checkpoint, String fingerprint) {
    return "The checkpoint was written on %s, and goes on with %s: the weights may differ in their last bits from those of training that was never interrupted; portable backends have the same bits everywhere"
        .formatted(checkpoint.fingerprint(), fingerprint);
  }
}
