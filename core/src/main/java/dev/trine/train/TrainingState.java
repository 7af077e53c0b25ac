package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.nn.CarriedState;
import dev.trine.nn.Loss;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training keeps from step to step beside the weights: the optimizer's moments, the number of
 * steps, the learning rate, what layers carry from batch to batch, where it is in the data, its
 * best weights so far and its reports. It belongs to the caller, who may read it, save it ({@link
 * #save}) and set it ({@link #restore}); training that goes on from a state gives the bits of
 * training that was never interrupted. Close it before its model.
 */
public final class TrainingState implements AutoCloseable {
  /** The name of the learning rate in graphs. */
  static final String RATE = "learning rate";

  private static final String REPLICA = "number of the replica";

  private final Model model;
  private final long seed;
  private final Resources resources = new Resources();
  private final MetricTotals totals;
  private final List<View> moments = new ArrayList<>();
  private final LearningRate rate;
  private final BestWeights best;
  private final List<EpochReport> reports = new ArrayList<>();
  private CarriedState carried;

  /** I32 [1], the number of the replica; null if this is none. */
  private View replica;

  private boolean isTraced;
  private int position;
  private long stepsOfEpochs;
  private double secondsOfEpoch;

  /** What the count of skipped steps was, or would have been, when this epoch began. */
  private int skippedBefore;

  /**
   * The state before the first step.
   *
   * @param seed of shuffling, dropout and whatever else is random
   */
  public TrainingState(Model model, Objective objective, Optimizer optimizer, long seed) {
    this.model = model;
    this.seed = seed;
    Backend backend = model.backend();
    try {
      totals = resources.add(new MetricTotals(backend, objective, "training metrics"));
      for (int i = 0; i < optimizer.moments(); i++) {
        TensorType type = TensorType.f32(elements(model));
        moments.add(resources.allocate(backend, type, "optimizer moments"));
        clear(moments.get(i));
      }
      rate = resources.add(new LearningRate(backend, optimizer.learningRate()));
      best = resources.add(new BestWeights(model));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** The same for a loss of the only output. */
  public TrainingState(Model model, Loss loss, Optimizer optimizer, long seed) {
    this(model, Objective.of(model.network(), loss), optimizer, seed);
  }

  /** What is trained, at least one element. */
  static long elements(Model model) {
    return Math.max(1, model.layout().trained());
  }

  private void clear(View view) {
    try (Call clear = model.backend().fill(0, view)) {
      clear.enqueue();
    }
  }

  public Model model() {
    return model;
  }

  public long seed() {
    return seed;
  }

  /** How many steps were made; waits for those enqueued. */
  public int step() {
    return totals.read().step();
  }

  public double learningRate() {
    return rate.get();
  }

  /** Changes the learning rate from the next step on; waits for nothing. */
  public void learningRate(double value) {
    Optimizers.checkLearningRate(value);
    rate.set(value);
  }

  /** Sets the learning rate of the next step to what a schedule makes of another. */
  void schedule(Schedule schedule, double initial, int stepsPerEpoch) {
    long step = stepsOfEpochs + position;
    rate.set(
        schedule.rate(
            initial,
            Schedule.Moment.inEpoch(
                step, position, stepsPerEpoch, Collections.unmodifiableList(reports))));
  }

  /**
   * What becomes of training when a step is not finite; {@link NotFinite#THROW} if nothing is said.
   * Lets steps count again, as {@link #resume} does.
   */
  public void notFinite(NotFinite value) {
    skippedBefore -= totals.read().skipped(); // which is counted anew
    totals.skip(value == NotFinite.SKIP);
  }

  /** Lets steps count again behind one that was not finite. */
  public void resume() {
    MetricTotals.Reading reading = totals.read();
    skippedBefore -= reading.skipped();
    totals.setStep(reading.step());
  }

  /**
   * Makes random ops draw by a number beside the step from now on, so that replicas of a model,
   * each of which steps by itself, draw masks of their own. Waits for the steps enqueued.
   *
   * @param number of the replica, or of what else draws alike only if it is the same
   * @throws IllegalStateException if there were steps that drew by none
   */
  public void replica(int number) {
    if (replica == null) {
      if (isTraced) {
        throw new IllegalStateException(
            "Steps were made that draw by no number of a replica: say it before the first");
      }
      replica = resources.allocate(model.backend(), TensorType.i32(1), REPLICA);
    }
    try (HostBuffer host = model.backend().allocateHost(DType.I32, 1)) {
      host.set(0, number);
      model.backend().upload(host, replica).await();
    }
  }

  /** What random ops of a step draw by, I32. */
  Node draws(Graph graph) {
    isTraced = true;
    Node step = totals.stepState(graph);
    return replica == null
        ? step
        : StepGraphs.draws(step, graph.variable(REPLICA, TensorType.i32(1)));
  }

  /**
   * Forgets what the optimizer has gathered, and what layers carry: moments become 0, and the next
   * step is to be counted as {@code steps} + 1. It counts whatever was not finite before.
   */
  public void restart(int steps) {
    moments.forEach(this::clear);
    clearCarried();
    totals.setStep(steps);
  }

  /**
   * What layers carry from batch to batch, which the first batch decides how many rows of.
   *
   * @throws IllegalArgumentException if a batch has others
   */
  CarriedState carried(int rows) {
    if (carried == null) {
      carried = resources.add(new CarriedState(model, rows, "carried state"));
    }
    if (rows != carried.rows() && model.network().carries()) {
      throw new IllegalArgumentException(
          "A batch has %s rows, but layers carry the state of %s from batch to batch; give every batch a row for each stream"
              .formatted(rows, carried.rows()));
    }
    return carried;
  }

  /**
   * The same for the rows that there are.
   *
   * @throws IllegalStateException if there was no batch yet
   */
  CarriedState carried() {
    if (carried == null) {
      throw new IllegalStateException(
          "There is nothing to update from: give gradients(batch) a batch first");
    }
    return carried;
  }

  /**
   * Lets streams begin anew: what layers carry from batch to batch becomes 0. {@link Trainer} does
   * so at the beginning of an epoch.
   */
  public void clearCarried() {
    if (carried != null) {
      carried.clear();
    }
  }

  /** A moment of all parameters that are trained, laid out as these are in the model. */
  public View moment(int number) {
    return moments.get(number);
  }

  /** A report for each epoch that is over. */
  public List<EpochReport> reports() {
    return List.copyOf(reports);
  }

  /** How many batches of the epoch that is under way are done. */
  public int position() {
    return position;
  }

  /** Says how many batches of the epoch that is under way are done. */
  public void position(int batches) {
    position = batches;
  }

  /** Says that an epoch begins, by a reading. */
  public void begin(MetricTotals.Reading reading) {
    clearCarried();
    secondsOfEpoch = 0;
    skippedBefore = reading.skipped();
  }

  /** How long the epoch that is under way has taken. */
  public double secondsOfEpoch() {
    return secondsOfEpoch;
  }

  /** Says how long the epoch that is under way has taken. */
  public void secondsOfEpoch(double seconds) {
    secondsOfEpoch = seconds;
  }

  /** How many steps of an epoch were skipped, by a reading at its end. */
  int skipped(MetricTotals.Reading reading) {
    return reading.skipped() - skippedBefore;
  }

  /** Says that an epoch is over. */
  public void report(EpochReport report) {
    reports.add(report);
    stepsOfEpochs += position;
    position = 0;
  }

  /** How many batches the epochs had that are over. */
  long stepsOfEpochs() {
    return stepsOfEpochs;
  }

  MetricTotals totals() {
    return totals;
  }

  BestWeights best() {
    return best;
  }

  /** What graphs of steps from this state name. */
  Map<String, View> named() {
    Map<String, View> named = new LinkedHashMap<>(totals.state());
    for (int i = 0; i < moments.size(); i++) {
      named.put(nameOfMoment(i), moments.get(i));
    }
    named.put(RATE, rate.view());
    if (replica != null) {
      named.put(REPLICA, replica);
    }
    if (carried != null) {
      named.putAll(carried.named());
    }
    return named;
  }

  static String nameOfMoment(int number) {
    return "moment " + number;
  }

  int moments() {
    return moments.size();
  }

  /**
   * All of it, and the model's weights, in memory of Java.
   *
   * @param parameters what lies where in the model, in words
   * @param measures what the objective measures
   * @param weights of all parameters, as they lie in the model
   * @param moments of what is trained, as it lies in the model
   * @param skipped how many steps of the epoch that is under way were not finite
   * @param secondsOfEpoch how long that epoch has taken
   * @param stepsOfEpochs how many batches the epochs that are over had, for schedules
   * @param best the weights of the best epoch; null if none is kept
   * @param lowestLoss of the best epoch
   * @param totals of the epoch that is under way, as {@link MetricTotals#save} gives them
   * @param carried what layers carry from batch to batch; empty for nothing
   */
  public record Saved(
      List<String> parameters,
      List<String> measures,
      float[] weights,
      List<float[]> moments,
      int step,
      double learningRate,
      long seed,
      List<EpochReport> reports,
      int position,
      int skipped,
      double secondsOfEpoch,
      long stepsOfEpochs,
      float[] best,
      double lowestLoss,
      float[] totals,
      float[] carried) {}

  /** Waits for the steps enqueued. */
  public Saved save() {
    return new Saved(
        model.layout().description(),
        totals.measures(),
        read(model.parameters()),
        moments.stream().map(this::read).toList(),
        step(),
        learningRate(),
        seed,
        reports(),
        position,
        position == 0 ? 0 : skipped(totals.read()),
        position == 0 ? 0 : secondsOfEpoch,
        stepsOfEpochs,
        best.isKept() ? read(best.weights()) : null,
        best.lowest(),
        totals.save(),
        carried == null ? new float[0] : carried.read());
  }

  /**
   * Sets all of it, and the model's weights.
   *
   * @throws IllegalArgumentException if it is of another network, loss, optimizer or seed; then
   *     nothing is set
   */
  public void restore(Saved saved) {
    check("the parameters", saved.parameters, model.layout().description());
    check("the measures", saved.measures, totals.measures());
    check("the number of moments", saved.moments.size(), moments.size());
    check("the seed", saved.seed, seed);
    int rows = CarriedState.rows(model, saved.carried.length);
    CarriedState goingOn = rows > 0 ? carried(rows) : null;
    write(model.parameters(), saved.weights);
    clearCarried();
    if (goingOn != null) {
      goingOn.write(saved.carried);
    }
    for (int i = 0; i < moments.size(); i++) {
      write(moments.get(i), saved.moments.get(i));
    }
    totals.restore(saved.totals, saved.step);
    rate.set(saved.learningRate);
    reports.clear();
    reports.addAll(saved.reports);
    position = saved.position;
    skippedBefore = -saved.skipped;
    secondsOfEpoch = saved.secondsOfEpoch;
    stepsOfEpochs = saved.stepsOfEpochs;
    best.lowest(saved.lowestLoss);
    if (saved.best != null) {
      write(best.weights(), saved.best);
    }
  }

  private static void check(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "The saved state is of another network, loss, optimizer or run: %s of it: %s, of this one: %s"
              .formatted(what, found, expected));
    }
  }

  private float[] read(View view) {
    return FloatCopies.read(model.backend(), view);
  }

  private void write(View view, float[] values) {
    FloatCopies.write(model.backend(), "The state of training", view, values);
  }

  @Override
  public void close() {
    resources.close();
  }
}
