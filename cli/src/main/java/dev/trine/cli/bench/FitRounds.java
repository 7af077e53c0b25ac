package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.nn.Model;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.DataPlace;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
    dataset = Dataset.of(new RandomExamples(options, steps));
    try {
      alone = resources.add(options.on(backend));
      model = resources.add(TrainingStep.network(options.net()).initialise(backend, SEED));
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

  /** Rows of random numbers, each there several times, as memory must do for so many. */
  private static final class RandomExamples implements Examples {
    private static final int ROWS = 1 << 14;

    private final int size;
    private final int classes;
    private final List<Field> fields;
    private final float[][] rows;

    RandomExamples(StepOptions options, int steps) {
      size = Math.multiplyExact(options.batch(), steps);
      int width = options.net().first();
      classes = options.net().last();
      List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
      fields =
          List.of(
              Field.input("features", TensorType.f32(Shape.of(width))),
              Field.labels("targets", names));
      SplittableRandom random = new SplittableRandom(SEED);
      rows = new float[Math.min(size, ROWS)][width];
      for (float[] row : rows) {
        for (int i = 0; i < width; i++) {
          row[i] = (float) random.nextDouble();
        }
      }
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public List<Field> fields() {
      return fields;
    }

    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      boolean isFeatures = field.equals(fields.get(0));
      for (int i = 0; i < count; i++) {
        if (isFeatures) {
          float[] row = rows[order[from + i] % rows.length];
          to.put((long) i * row.length, row, 0, row.length);
        } else {
          to.set(i, order[from + i] % classes);
        }
      }
    }
  }
}
