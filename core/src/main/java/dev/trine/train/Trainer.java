package dev.trine.train;

import dev.trine.data.Dataset;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import java.util.List;

/**
 * Trains a model by backpropagation: shuffled mini-batches, epoch after epoch, until the last or
 * until a stopping rule says so. Where a stopping rule is set, the model ends with the weights of
 * its best epoch.
 */
public final class Trainer {
  private final TrainerSettings settings;
  private volatile boolean isToStop;
  private volatile boolean stopped;

  Trainer(TrainerSettings settings) {
    this.settings = settings;
  }

  /** Begins to describe how a model is trained. */
  public static TrainerBuilder of(Model model) {
    return new TrainerBuilder(model);
  }

  /**
   * Trains on a set.
   *
   * @return a report an epoch
   * @throws NotFiniteException if loss or gradients become infinite or NaN; the model keeps the
   *     weights that it had before that step. Or if weights would; these are kept, and the others
   *     are updated. Neither, if the {@linkplain TrainerBuilder#notFinite setting} says so
   * @throws IllegalArgumentException if the set does not fit the network, or is too small to be
   *     split
   */
  public List<EpochReport> fit(Dataset dataset) {
    try (TrainingState state = state(dataset)) {
      return fit(dataset, state);
    }
  }

  /**
   * Trains on a set, and watches generalisation on another. As {@link #fit(Dataset)} otherwise.
   *
   * @throws IllegalArgumentException if a {@linkplain TrainerBuilder#validation part} of the first
   *     set is to be held out too, or the classes of the two sets are not the same
   */
  public List<EpochReport> fit(Dataset training, Dataset validation) {
    try (TrainingState state = state(training)) {
      return fit(training, validation, state);
    }
  }

  /** The state before the first step on a set, for {@link #fit(Dataset, TrainingState)}. */
  public TrainingState state(Dataset dataset) {
    return new TrainingState(
        settings.model(), objective(dataset), settings.optimizer(), settings.seed());
  }

  /**
   * Trains on a set from a state, for so many epochs more, the first of which may be under way. The
   * set is to be the one that the state comes from. As {@link #fit(Dataset)} otherwise.
   *
   * @return a report for each epoch that ended now
   */
  public List<EpochReport> fit(Dataset dataset, TrainingState state) {
    Dataset.Split parts = parts(dataset);
    return run(parts.train(), parts.test(), state, null);
  }

  /** What is trained on, and what watches generalisation, which may be null. */
  private Dataset.Split parts(Dataset dataset) {
    if (settings.validation() == 0) {
      return new Dataset.Split(dataset, null);
    }
    checked(dataset);
    if (settings.model().network().carries()) {
      throw new IllegalArgumentException(
          "validation(%s) would draw windows from the midst of streams, which go on from batch to batch; cut the series in two before streams(count, window), and give fit both"
              .formatted(settings.validation()));
    }
    return split(dataset);
  }

  /** Trains on a set from a state, and watches generalisation on another set. */
  public List<EpochReport> fit(Dataset training, Dataset validation, TrainingState state) {
    checkValidation(training, validation);
    return run(training, validation, state, null);
  }

  /**
   * Goes on from the {@linkplain TrainerBuilder#checkpoint checkpoint} to the epoch that was to be
   * the last, on the set of which it was written, as if training had not been interrupted. Where
   * the {@linkplain dev.trine.backend.Backend#fingerprint fingerprint} of the backend is the same,
   * all weights and losses have the bits of such training; where it is another they are as near as
   * different backends are, and a {@linkplain TrainingListener#onNotice notice} says so. Examples
   * that are not {@linkplain dev.trine.data.Examples#areFixed fixed} have to be functions of
   * something that is.
   *
   * <p>The number of epochs may be another than before, if it is not less than have begun, and so
   * may be what of a schedule is still to come, and the stopping rule.
   *
   * @return a report for each epoch, those before the interruption too
   * @throws dev.trine.ModelFormatException if there is no checkpoint, or it is damaged
   * @throws IllegalArgumentException if it was written with other settings or data, or when more
   *     epochs had begun than there are to be; it names the setting and both values, and the model
   *     is as it was
   * @throws IllegalStateException if no file of checkpoints was named
   */
  public List<EpochReport> resume(Dataset dataset) {
    Dataset.Split parts = parts(dataset);
    return goOn(parts.train(), parts.test());
  }

  /** Goes on as {@link #resume(Dataset)}, and watches generalisation on another set. */
  public List<EpochReport> resume(Dataset training, Dataset validation) {
    checkValidation(training, validation);
    return goOn(training, validation);
  }

  private List<EpochReport> goOn(Dataset training, Dataset validation) {
    Resumption resumption = new Resumption(settings);
    Objective objective = checked(training);
    try (TrainingState state = state(training)) {
      Checkpoint from = resumption.into(state, training, validation, objective);
      run(training, validation, state, from);
      return state.reports();
    }
  }

  /**
   * Asks training to end behind the step that is under way, from any thread; what was begun of an
   * epoch's last step or of its validation is finished. The call of fit or resume then writes its
   * {@linkplain TrainerBuilder#checkpoint checkpoint}, if it has one, and returns; the model has
   * the weights of that step. If none is under way, the next ends before its first step.
   */
  public void stop() {
    isToStop = true;
  }

  /** Whether the last call of fit or resume ended before its time, because it was asked to. */
  public boolean stopped() {
    return stopped;
  }

  private void checkValidation(Dataset training, Dataset validation) {
    if (settings.validation() > 0) {
      throw new IllegalArgumentException(
          "There is a validation set, and validation(%s) would hold out a part of the training set too: leave out one of the two"
              .formatted(settings.validation()));
    }
    if (validation.size() == 0) {
      throw new IllegalArgumentException(
          "The validation set is empty: leave it out, or give it examples");
    }
    Objective objective = objective(training);
    DatasetCheck.check(settings.model().network(), validation, objective);
    for (Objective.Term term : objective.terms()) {
      if (term.target() != null) {
        DatasetCheck.requireClasses(
            validation.field(term.target()),
            "validation set",
            classes(training, term),
            "training set");
      }
    }
  }

  /**
   * @param validation null for none
   * @param from what the state was set to, to go on as if it had not been interrupted; null for so
   *     many epochs more
   */
  private List<EpochReport> run(
      Dataset training, Dataset validation, TrainingState state, Checkpoint from) {
    if (state.model() != settings.model()) {
      throw new IllegalArgumentException("The training state is of another model");
    }
    Objective objective = checked(training);
    for (Objective.Term term : objective.terms()) {
      List<String> classes = classes(training, term);
      if (!classes.isEmpty()) {
        settings.model().classes(term.output(), classes);
      }
    }
    stopped = false;
    try (Fitting fitting =
        new Fitting(settings, training, validation, objective, state, () -> isToStop)) {
      List<EpochReport> reports = from == null ? fitting.epochs() : fitting.remainingEpochs(from);
      stopped = fitting.stopped();
      return reports;
    } finally {
      isToStop = false;
    }
  }

  private static List<String> classes(Dataset dataset, Objective.Term term) {
    return term.target() == null ? List.of() : dataset.field(term.target()).classes();
  }

  /** The objective for a set, which fits. */
  private Objective checked(Dataset dataset) {
    Objective objective = objective(dataset);
    DatasetCheck.check(settings.model().network(), dataset, objective);
    return objective;
  }

  /** What is made small on a set: what was said, and of the rest what suits the set. */
  public Objective objective(Dataset dataset) {
    return settings.objective() == null
        ? Objective.of(settings.model().network(), dataset, settings.losses())
        : settings.objective();
  }

  /** Draws the validation part; both parts must have examples. */
  private Dataset.Split split(Dataset dataset) {
    Dataset.Split split = dataset.split(1 - settings.validation(), settings.seed());
    if (split.train().size() == 0 || split.test().size() == 0) {
      throw new IllegalArgumentException(
          "A validation fraction of %s of %s examples leaves %s to train on and %s to validate"
              .formatted(
                  settings.validation(),
                  dataset.size(),
                  split.train().size(),
                  split.test().size()));
    }
    return split;
  }
}
