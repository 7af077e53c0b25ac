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
   *     set is to be held out too
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
    if (settings.validation() == 0) {
      return run(dataset, null, state);
    }
    checked(dataset);
    if (settings.model().network().carries()) {
      throw new IllegalArgumentException(
          "validation(%s) would draw windows from the midst of streams, which go on from batch to batch; cut the series in two before streams(count, window), and give fit both"
              .formatted(settings.validation()));
    }
    Dataset.Split split = split(dataset);
    return run(split.train(), split.test(), state);
  }

  /** Trains on a set from a state, and watches generalisation on another set. */
  public List<EpochReport> fit(Dataset training, Dataset validation, TrainingState state) {
    if (settings.validation() > 0) {
      throw new IllegalArgumentException(
          "There is a validation set, and validation(%s) would hold out a part of the training set too: leave out one of the two"
              .formatted(settings.validation()));
    }
    if (validation.size() == 0) {
      throw new IllegalArgumentException(
          "The validation set is empty: leave it out, or give it examples");
    }
    DatasetCheck.check(settings.model().network(), validation, objective(training));
    return run(training, validation, state);
  }

  private List<EpochReport> run(Dataset training, Dataset validation, TrainingState state) {
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
    try (Fitting fitting = new Fitting(settings, training, validation, objective, state)) {
      return fitting.epochs();
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
