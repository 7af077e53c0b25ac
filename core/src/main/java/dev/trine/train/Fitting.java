package dev.trine.train;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.MemoryStats;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.data.LengthBuckets;
import dev.trine.graph.compile.Settling;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Evaluator;
import dev.trine.nn.Feed;
import dev.trine.nn.MetricTotals.Reading;
import dev.trine.nn.Objective;
import dev.trine.nn.PaddingCheck;
import dev.trine.nn.ResidentSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** One call of {@link Trainer#fit}. */
final class Fitting implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Fitting.class.getName());

  private final Resources resources = new Resources();
  private final TrainerSettings settings;
  private final Dataset training;
  private final Dataset validation;
  private final TrainingState state;
  private final TrainStep step;
  private final Evaluator evaluator;
  private final LengthBuckets buckets;
  private final BatchSize size;
  private final Batches batches;
  private final BooleanSupplier isToStop;
  private final String fingerprint;
  private final Checkpoints checkpoints;
  private boolean stopped;

  /** When the epoch under way would have begun, had it not been interrupted. */
  private long began;

  /** The fixed points of which it was logged that they did not settle. */
  private final Set<String> warned = new HashSet<>();

  /**
   * @param validation null for none
   * @param isToStop whether it was asked to end before its time
   */
  Fitting(
      TrainerSettings settings,
      Dataset training,
      Dataset validation,
      Objective objective,
      TrainingState state,
      BooleanSupplier isToStop) {
    this.isToStop = isToStop;
    this.settings = settings;
    this.training = training;
    this.validation = validation;
    this.state = state;
    Backend backend = settings.model().backend();
    try {
      state.notFinite(settings.notFinite());
      List<Field> fields = objective.fields(settings.model().network(), training);
      Feed feed = feed(fields);
      step = resources.add(new TrainStep(objective, settings.optimizer(), state, feed));
      evaluator =
          validation == null
              ? null
              : resources.add(
                  new Evaluator(
                      settings.model(),
                      objective,
                      feedOf(validation, feed),
                      settings.lengthBuckets()));
      int batch = BatchSize.batch(settings, training);
      buckets = LengthBuckets.of(training, batch, settings.lengthBuckets());
      PaddingCheck.check(settings.model().network(), training, objective, buckets);
      size = BatchSize.fitting(settings, buckets, step);
      batches = resources.add(feed.batches(backend, training, fields, size.part(), buckets));
      String parts = size.isSplit() ? ", in parts of " + size.part() : "";
      fingerprint = backend.fingerprint() + parts;
      checkpoints =
          new Checkpoints(
              settings.checkpoints(),
              settings.listeners(),
              settings.checkpoints() == null
                  ? Map.of()
                  : RunSettings.of(settings, training, validation, objective),
              fingerprint,
              state);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** Examples that are not those trained on are not where these are. */
  private Feed feedOf(Dataset other, Feed feed) {
    return other.examples() == training.examples() ? feed : Feed.STREAMED;
  }

  private Feed feed(List<Field> fields) {
    return switch (settings.dataPlace()) {
      case HOST -> Feed.STREAMED;
      case DEVICE -> resources.add(resident(fields));
      case AUTOMATIC -> isWorthIt(fields) ? residentIfItFits(fields) : Feed.STREAMED;
    };
  }

  private ResidentSet resident(List<Field> fields) {
    if (training.inEpoch(1) != training) {
      throw new IllegalArgumentException(
          "The examples change from epoch to epoch, so they cannot stay on the device: leave out data(DEVICE)");
    }
    try {
      return new ResidentSet(settings.model().backend(), training, fields);
    } catch (OutOfDeviceMemoryException full) {
      throw new OutOfDeviceMemoryException(
          full.getMessage() + " data(HOST) leaves the examples in host memory.", full);
    }
  }

  private Feed residentIfItFits(List<Field> fields) {
    try {
      return resources.add(resident(fields));
    } catch (OutOfDeviceMemoryException full) {
      return Feed.STREAMED;
    }
  }

  /** Examples that stay as they are, of which not just a few are trained on. */
  private boolean isWorthIt(List<Field> fields) {
    Backend backend = settings.model().backend();
    MemoryStats memory = backend.memory();
    long most = Math.min(backend.device().maxAllocationBytes(), ResidentSet.MOST_ELEMENTS);
    return training.examples().areFixed()
        && training.size() >= training.examples().size() / 2
        && ResidentSet.bytes(training, fields) <= (memory.limitBytes() - memory.liveBytes()) / 4
        && fields.stream().allMatch(field -> ResidentSet.bytes(training, List.of(field)) <= most);
  }

  /** As many epochs as it is set, whatever was before. */
  List<EpochReport> epochs() {
    return epochs(state.reports().size() + settings.epochs(), false);
  }

  /** What is left of the epochs that it is set, from a checkpoint that was restored. */
  List<EpochReport> remainingEpochs(Checkpoint from) {
    if (!from.fingerprint().equals(fingerprint)) {
      String notice = Resumption.notice(from, fingerprint);
      LOG.log(System.Logger.Level.WARNING, notice);
      settings.listeners().forEach(listener -> listener.onNotice(notice));
    }
    return epochs(settings.epochs(), from.epochs() > 0 && isEnough());
  }

  /** Whether it ended before its time. */
  boolean stopped() {
    return stopped;
  }

  private List<EpochReport> epochs(int last, boolean isEnough) {
    int before = state.reports().size();
    boolean isOver = isEnough || before >= last;
    while (!isOver && !isToStop.getAsBoolean()) {
      Optional<EpochReport> report = epoch(state.reports().size() + 1, last);
      if (report.isEmpty()) {
        break;
      }
      isOver = ended(report.get()) || state.reports().size() == last;
    }
    stopped = !isOver;
    if (stopped) {
      checkpoints.stopped();
    } else {
      checkpoints.ended();
      if (settings.stoppingRule() != null) {
        state.best().restore();
      }
    }
    List<EpochReport> all = state.reports();
    return new ArrayList<>(all.subList(before, all.size()));
  }

  /** Counts an epoch, and says whether a rule wants no other. */
  private boolean ended(EpochReport report) {
    step.settling().unsettled().forEach(worst -> unsettled(report.epoch(), worst));
    state.report(report);
    settings.listeners().forEach(listener -> listener.onEpoch(report));
    if (settings.stoppingRule() != null) {
      state.best().offer(report);
    }
    boolean isEnough = isEnough();
    checkpoints.afterEpoch();
    return isEnough;
  }

  private boolean isEnough() {
    return settings.stoppingRule() != null && settings.stoppingRule().stops(state.reports());
  }

  private void unsettled(int epoch, Settling worst) {
    if (warned.add(worst.name())) {
      LOG.log(System.Logger.Level.WARNING, () -> "Epoch %s: %s".formatted(epoch, worst.text()));
    }
    settings.listeners().forEach(listener -> listener.onUnsettled(epoch, worst));
  }

  /** Nothing if it was stopped in the midst of it. */
  private Optional<EpochReport> epoch(int epoch, int epochs) {
    int[] order = order(epoch);
    batches.epoch(epoch);
    long start = System.nanoTime();
    int done = Math.min(order.length, state.position() * size.batch());
    if (done == 0) {
      step.clearMetrics();
      state.begin(step.reading());
    }
    began = start - (long) (state.secondsOfEpoch() * 1e9);
    Reading before = step.reading();
    EpochWatch watch = new EpochWatch(settings.listeners(), epoch, epochs, training.size(), done);
    int steps = (order.length + size.batch() - 1) / size.batch();
    if (size.isSplit()) {
      inParts(order, done, steps, watch);
    } else {
      whole(order, done, steps, watch);
    }
    Reading reading = step.reading();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (!reading.healthy()) {
      int good = done / size.batch() + reading.step() - before.step();
      throw reading.overflowed() ? overflowed(epoch, good - 1) : notFinite(epoch, good, order);
    }
    state.secondsOfEpoch(secondsOfEpoch());
    if (state.position() < steps) {
      return Optional.empty();
    }
    Evaluation ofValidation = validation == null ? null : evaluator.evaluate(validation);
    return Optional.of(
        new EpochReport(
            epoch,
            step.settling().addTo(reading.evaluation(training.size())),
            ofValidation,
            state.skipped(reading),
            (order.length - done) / seconds,
            secondsOfEpoch(),
            step.gradientNorm(),
            state.learningRate()));
  }

  private double secondsOfEpoch() {
    return (System.nanoTime() - began) * 1e-9;
  }

  /** Shuffled, unless batches go on from each other. */
  private int[] order(int epoch) {
    return training.streams() > 0
        ? IntStream.range(0, training.size()).toArray()
        : buckets.shuffled(new SplittableRandom(state.seed() + epoch));
  }

  private void whole(int[] order, int done, int steps, EpochWatch watch) {
    batches.forEachWhile(
        Arrays.copyOfRange(order, done, order.length),
        batch -> {
          schedule(steps);
          step.run(batch);
          return finished(batch.examples(), steps, watch);
        });
  }

  private void inParts(int[] order, int done, int steps, EpochWatch watch) {
    boolean goesOn = true;
    for (int from = done; goesOn && from < order.length; from += size.batch()) {
      int to = Math.min(order.length, from + size.batch());
      schedule(steps);
      step.clearGradients();
      batches.forEach(Arrays.copyOfRange(order, from, to), step::addGradients);
      step.update();
      goesOn = finished(to - from, steps, watch);
    }
  }

  /** Sets the rate of the next step, of so many an epoch. */
  private void schedule(int steps) {
    if (settings.schedule() != null) {
      state.schedule(settings.schedule(), settings.optimizer().learningRate(), steps);
    }
  }

  /** Counts a step of so many examples, and says whether another may follow. */
  private boolean finished(int examples, int steps, EpochWatch watch) {
    state.position(state.position() + 1);
    watch.after(examples, step);
    // The end of an epoch has a checkpoint of its own; a step that failed gets none.
    if (state.position() < steps && checkpoints.isDue() && step.reading().healthy()) {
      state.secondsOfEpoch(secondsOfEpoch());
      checkpoints.write();
    }
    return !isToStop.getAsBoolean();
  }

  private NotFiniteException overflowed(int epoch, int good) {
    state.position(good);
    return new NotFiniteException(
        "Training failed in epoch %s at batch %s: loss and gradients are finite, but the update would have made weights or moments of the optimizer infinite. Those have kept their values, the others are updated. Lower the learning rate (it is %s)."
            .formatted(epoch, good + 1, state.learningRate()));
  }

  private NotFiniteException notFinite(int epoch, int good, int[] order) {
    state.position(good);
    int from = good * size.batch();
    int to = Math.min(order.length, from + size.batch());
    Diagnosis.Finding finding = step.find(batches.single(order, from));
    for (int next = from + size.part(); finding.isFinite() && next < to; next += size.part()) {
      from = next;
      finding = step.find(batches.single(order, from));
    }
    String example =
        finding.row() < 0
            ? ""
            : ", in example %s of the set, counted from 0"
                .formatted(training.origin(order[from + finding.row()]));
    return new NotFiniteException(
        "Training failed in epoch %s at batch %s: loss or gradients are not finite; %s%s. The weights are those before that batch. Lower the learning rate (it is %s) or check the data."
            .formatted(epoch, good + 1, finding.text(), example, state.learningRate()));
  }

  @Override
  public void close() {
    resources.close();
  }
}
