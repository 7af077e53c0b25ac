package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.backend.internal.Resources;
import dev.trine.cli.RandomExamples;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.train.DataPlace;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/** Rounds of steps by themselves, and of the same steps by a trainer. */
final class FitRounds implements AutoCloseable {
  private static final long SEED = 42;
  private static final int ROUNDS = 5;

  /** The first warms up. */
  private static final int EPOCHS = 3;

  private final Resources resources = new Resources();
  private final Backend backend;
  private final StepOptions options;
  private final int steps;
  private final TrainingStep alone;
  private final Model model;
  private final Dataset dataset;

  /**
   * @param steps an epoch
   */
  FitRounds(Backend backend, StepOptions options, int steps) {
    this.backend = backend;
    this.options = options;
    this.steps = steps;
    dataset =
        Dataset.of(
            new RandomExamples(options.network(), Math.multiplyExact(options.batch(), steps)));
    try {
      alone = resources.add(new TrainingStep(backend, options));
      model = resources.add(options.network().initialise(backend, SEED));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  FitResult run() {
    Stopwatch stopwatch = new Stopwatch(backend);
    List<Double> ofSteps = new ArrayList<>();
    List<Double> streamed = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    stopwatch.seconds(alone::enqueue, steps);
    for (int round = 0; round < ROUNDS; round++) {
      ofSteps.add(stopwatch.seconds(alone::enqueue, 2 * steps));
      streamed.addAll(secondsPerStep(DataPlace.HOST));
      resident.addAll(secondsPerStep(DataPlace.DEVICE));
    }
    double step = Median.of(ofSteps);
    return new FitResult(
        backend.device().backend(),
        backend.device().name(),
        "%s, %s steps an epoch".formatted(alone.name(), steps),
        1e3 * step,
        1e3 * Median.of(streamed),
        step / Median.of(streamed),
        1e3 * Median.of(resident),
        step / Median.of(resident));
  }

  private List<Double> secondsPerStep(DataPlace place) {
    List<EpochReport> reports =
        Trainer.of(model)
            .optimizer(options.optimizer())
            .batch(options.batch())
            .epochs(EPOCHS)
            .data(place)
            .build()
            .fit(dataset);
    return reports.subList(1, EPOCHS).stream()
        .map(report -> options.batch() / report.samplesPerSecond())
        .toList();
  }

  @Override
  public void close() {
    resources.close();
  }
}
