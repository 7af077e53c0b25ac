package dev.trine.train;

import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Targets;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Evaluator;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a model by backpropagation: shuffled mini-batches, epoch after epoch, until the last or
 * until a stopping rule says so. Where a stopping rule is set, the model ends with the weights of
 * its best epoch.
 */
public final class Trainer {
  private static final long PROGRESS_NANOS = 100_000_000;

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
   *     are updated
   * @throws IllegalArgumentException if the set does not fit the network, or is too small to be
   *     split
   */
  public List<EpochReport> fit(Dataset dataset) {
    Loss loss = settings.loss() == null ? Loss.suiting(dataset) : settings.loss();
    DatasetCheck.check(settings.model().network(), dataset, loss);
    Dataset training = dataset;
    Dataset validation = null;
    if (settings.validation() > 0) {
      Dataset.Split split = split(dataset);
      training = split.train();
      validation = split.test();
    }
    if (dataset.targets() instanceof Targets.Labels labels) {
      settings.model().classes(labels.classes());
    }
    try (Run run = new Run(training, validation, loss)) {
      return run.epochs();
    }
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

  /** One call of {@link #fit}. */
  private final class Run implements AutoCloseable {
    private final Resources resources = new Resources();
    private final Dataset training;
    private final Dataset validation;
    private final Loss loss;
    private final TrainStep step;
    private final Evaluator evaluator;
    private final Batches batches;
    private final BestWeights best;

    Run(Dataset training, Dataset validation, Loss loss) {
      this.training = training;
      this.validation = validation;
      this.loss = loss;
      Model model = settings.model();
      try {
        step = resources.add(new TrainStep(model, loss, settings.optimizer(), settings.seed()));
        evaluator = validation == null ? null : resources.add(new Evaluator(model, loss));
        batches = resources.add(new Batches(model.backend(), training, settings.batch()));
        best = settings.stoppingRule() == null ? null : resources.add(new BestWeights(model));
      } catch (RuntimeException | Error failure) {
        resources.closeAfter(failure);
        throw failure;
      }
    }

    List<EpochReport> epochs() {
      List<EpochReport> reports = new ArrayList<>();
      for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
        EpochReport report = epoch(epoch);
        reports.add(report);
        settings.listeners().forEach(listener -> listener.onEpoch(report));
        if (best != null) {
          best.offer(report);
          if (settings.stoppingRule().stops(List.copyOf(reports))) {
            break;
          }
        }
      }
      if (best != null) {
        best.restore();
      }
      return reports;
    }

    private EpochReport epoch(int epoch) {
      int[] order =
          Dataset.shuffled(training.size(), new SplittableRandom(settings.seed() + epoch));
      long start = System.nanoTime();
      int firstStep = step.metrics().step();
      step.clearMetrics();
      Watch watch = new Watch(epoch, start);
      batches.forEach(
          order,
          batch -> {
            step.run(batch);
            watch.after(batch);
          });
      MetricTotals.Reading reading = step.metrics();
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (!reading.healthy()) {
        int goodBatches = reading.step() - firstStep;
        throw reading.overflowed()
            ? overflowed(epoch, goodBatches - 1)
            : notFinite(epoch, goodBatches, order);
      }
      return new EpochReport(
          epoch,
          evaluation(reading, training.size()),
          validation == null ? null : evaluator.evaluate(validation),
          training.size() / seconds);
    }

    private Evaluation evaluation(MetricTotals.Reading reading, int examples) {
      double accuracy = loss.hasAccuracy() ? reading.correct() / examples : Double.NaN;
      return new Evaluation(reading.loss() / examples, accuracy, examples);
    }

    private NotFiniteException overflowed(int epoch, int goodBatches) {
      return new NotFiniteException(
          "Training failed in epoch %s at batch %s: loss and gradients are finite, but the update would have made weights or moments of the optimizer infinite. Those have kept their values, the others are updated. Lower the learning rate (it is %s)."
              .formatted(epoch, goodBatches + 1, settings.optimizer().learningRate()));
    }

    private NotFiniteException notFinite(int epoch, int goodBatches, int[] order) {
      Batch batch = batches.single(order, goodBatches * batches.size());
      return new NotFiniteException(
          "Training failed in epoch %s at batch %s: loss or gradients are not finite; %s. The weights are those before that batch. Lower the learning rate (it is %s) or check the data."
              .formatted(
                  epoch,
                  goodBatches + 1,
                  step.diagnose(batch),
                  settings.optimizer().learningRate()));
    }

    @Override
    public void close() {
      resources.close();
    }

    /** Tells the listeners how an epoch goes, some times a second. */
    private final class Watch {
      private final int epoch;
      private final long start;
      private final boolean wanted =
          settings.listeners().stream().anyMatch(TrainingListener::wantsProgress);
      private long next;
      private int examples;

      Watch(int epoch, long start) {
        this.epoch = epoch;
        this.start = start;
        this.next = start + PROGRESS_NANOS;
      }

      void after(Batch batch) {
        examples += batch.examples();
        if (!wanted || System.nanoTime() < next) {
          return;
        }
        MetricTotals.Reading reading = step.metrics();
        long now = System.nanoTime();
        next = now + PROGRESS_NANOS;
        if (!reading.healthy()) {
          return; // the totals stand still since the step that failed, which is told at the end
        }
        Evaluation soFar = evaluation(reading, examples);
        Progress progress =
            new Progress(
                epoch,
                settings.epochs(),
                examples,
                training.size(),
                soFar.loss(),
                soFar.accuracy(),
                examples / ((now - start) * 1e-9));
        settings.listeners().forEach(listener -> listener.onProgress(progress));
      }
    }
  }
}
