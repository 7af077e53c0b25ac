package dev.trine.cli.train;

import dev.trine.DataException;
import dev.trine.cli.Interruption;
import dev.trine.nn.Model;
import dev.trine.train.Checkpoint;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import dev.trine.train.TrainerBuilder;
import dev.trine.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Training whose state is kept in a file beside that of its model: when it is interrupted, and
 * otherwise so often that a loss of power costs little. The file is gone when the model is saved.
 */
final class KeptTraining implements TrainingListener {
  static final String SUFFIX = ".checkpoint";

  /** Long beside what writing one takes. */
  private static final Duration AGE = Duration.ofSeconds(10);

  private final Path file;
  private final boolean resumes;

  /** Of the last that was written. */
  private String moment;

  KeptTraining(Path model, boolean resumes) {
    file = model.resolveSibling(model.getFileName() + SUFFIX);
    this.resumes = resumes;
  }

  Path file() {
    return file;
  }

  /** A trainer that keeps it. */
  TrainerBuilder by(TrainerBuilder trainer) {
    return trainer.checkpoint(file, AGE).listener(this);
  }

  @Override
  public void onCheckpoint(Path written, String behind) {
    moment = behind;
  }

  /**
   * Notes in a model what its training depends on and the trainer does not see, and holds it
   * against what was noted when training began.
   *
   * @param value null where there is nothing of the kind
   * @throws IllegalArgumentException if training that goes on would be another
   */
  void describe(Model model, String setting, String value) {
    if (resumes) {
      Checkpoint.load(file).requireNote(setting, value, file);
    }
    model.note(setting, value);
  }

  /**
   * Trains to the end, or until the process is interrupted.
   *
   * @return a report an epoch; empty if it was interrupted
   */
  Optional<List<EpochReport>> train(Trainer trainer, TrainingPart part) {
    try (Interruption stopping = Interruption.by(trainer::stop)) {
      List<EpochReport> epochs = resumes ? resumed(trainer, part) : begun(trainer, part);
      return trainer.stopped() ? Optional.empty() : Optional.of(epochs);
    }
  }

  private static List<EpochReport> begun(Trainer trainer, TrainingPart part) {
    return part.validation().isPresent()
        ? trainer.fit(part.trained(), part.validation().get())
        : trainer.fit(part.trained());
  }

  private static List<EpochReport> resumed(Trainer trainer, TrainingPart part) {
    return part.validation().isPresent()
        ? trainer.resume(part.trained(), part.validation().get())
        : trainer.resume(part.trained());
  }

  /** Says how training that was interrupted goes on. */
  void sayHow(PrintWriter out) {
    out.printf("interrupted after %s; state in %s; go on with --resume%n", moment, file);
    out.flush();
  }

  /** Removes the file, when the model has what is in it. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new DataException("%s cannot be removed: %s".formatted(file, failure), failure);
    }
  }
}
