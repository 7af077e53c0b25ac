package dev.trine.spark;

import dev.trine.ModelFormatException;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Evaluator;
import dev.trine.nn.MetricTotals.Reading;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.train.EpochReport;
import dev.trine.train.GradientSum;
import dev.trine.train.NotFiniteException;
import dev.trine.train.Optimizers;
import dev.trine.train.Schedule;
import dev.trine.train.TrainStep;
import dev.trine.train.TrainingState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The driver's part of training: round after round, from a state that it keeps. */
final class Rounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  private final Resources resources = new Resources();
  private final JavaSparkContext context;
  private final SparkSettings settings;
  private final Shards shards;
  private final Dataset validation;
  private final Plan plan;
  private final Exchange exchange;
  private final TrainingState state;
  private final TrainStep update;
  private final Moments moments;
  private final Evaluator evaluator;
  private final Pace pace;

  /**
   * @param validation null for none
   */
  Rounds(
      JavaSparkContext context,
      SparkSettings settings,
      Objective objective,
      Shards shards,
      Dataset validation) {
    this.context = context;
    this.settings = settings;
    this.shards = shards;
    this.validation = validation;
    Model model = settings.model();
    plan =
        new Plan(
            UUID.randomUUID().toString(),
            model.network().toJson(),
            shards.fields(),
            objective,
            settings.isSynchronous() ? Optimizers.sgd(1) : settings.optimizer(),
            settings.localSteps(),
            settings.averagedMoments(),
            settings.seed(),
            shards.sizes(),
            shards.batches(settings.batch()),
            settings.choice(),
            settings.options());
    pace = Pace.of(settings.epochs(), shards.examples(), plan.examplesPerRound());
    try {
      state =
          resources.add(new TrainingState(model, objective, settings.ofDriver(), settings.seed()));
      update = resources.add(new TrainStep(objective, settings.ofDriver(), state));
      evaluator = validation == null ? null : resources.add(new Evaluator(model, objective));
      moments = new Moments(state, settings.outer().moments(), plan.averagedMoments());
      long numbers = update.flatGradients().elements() + moments.elements();
      exchange = Exchange.of(context.getConf(), shards.sizes().length, numbers);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** Goes on from the checkpoint, if there is one. */
  void resume() {
    settings
        .checkpoint()
        .read()
        .ifPresent(
            checkpoint -> {
              checkpoint.requireSettings(words(), settings.checkpoint().path());
              state.restore(checkpoint.state());
            });
  }

  /** All rounds that are left, unless it is asked to stop. */
  void run(BooleanSupplier isToStop) {
    HadoopCheckpoint checkpoint = settings.checkpoint();
    int written = state.step();
    while (state.step() < pace.rounds() && !isToStop.getAsBoolean()) {
      round(state.step());
      boolean isDue = checkpoint != null && state.step() % checkpoint.every() == 0;
      if (isDue && isWritten()) {
        written = state.step();
      }
    }
    if (checkpoint != null && written != state.step()) {
      write();
    }
  }

  /**
   * Whether a checkpoint in the midst of training could be written; if not, training goes on: what
   * it has learnt is worth more than a copy, and the next may succeed.
   */
  private boolean isWritten() {
    try {
      write();
      return true;
    } catch (ModelFormatException failure) {
      String notice = failure.getMessage() + "; training goes on, and later checkpoints are tried";
      LOG.log(System.Logger.Level.WARNING, notice);
      settings.listeners().forEach(listener -> listener.onNotice(notice));
      return false;
    }
  }

  List<EpochReport> reports() {
    return state.reports();
  }

  private void write() {
    settings.checkpoint().write(state, words(), state.model().backend().fingerprint());
  }

  /**
   * @param round from 0
   */
  private void round(int round) {
    long start = System.nanoTime();
    if (state.position() == 0) {
      update.clearMetrics();
      state.begin(update.metrics());
    }
    double[] rates = rates(round);
    Exchange.Gathered gathered = gather(round, rates);
    requireFinite(round, gathered.parts(), rates);
    if (settings.isSynchronous()) {
      state.learningRate(rates[0]);
    }
    Map<String, Double> sums = apply(round, gathered.sum());
    state.position(state.position() + 1);
    double seconds = (System.nanoTime() - start) * 1e-9;
    state.secondsOfEpoch(state.secondsOfEpoch() + seconds);
    RoundReport report = report(round, gathered.parts(), sums, seconds, rates[rates.length - 1]);
    settings.listeners().forEach(listener -> listener.onRound(report));
    if (pace.endsEpoch(round)) {
      epoch(report);
    }
  }

  /** The learning rates of the steps of a round: of each local one, or of the driver's. */
  private double[] rates(int round) {
    double initial = settings.optimizer().learningRate();
    double[] rates = new double[plan.batchesPerRound()];
    Arrays.fill(rates, initial);
    if (settings.schedule() != null) {
      for (int i = 0; i < rates.length; i++) {
        long step = (long) round * rates.length + i;
        Schedule.Moment at = pace.moment(step, rates.length, state.reports());
        rates[i] = settings.schedule().rate(initial, at);
      }
    }
    return rates;
  }

  private Exchange.Gathered gather(int round, double[] rates) {
    Broadcast<RoundStart> start =
        context.broadcast(new RoundStart(state.model().readAll(), moments.read()));
    try {
      JavaRDD<Contribution> work =
          shards.rdd().mapPartitionsWithIndex(new RoundTask(plan, start, round, rates), true);
      return exchange.gather(work);
    } finally {
      start.destroy();
    }
  }

  private static void requireFinite(int round, List<Contribution> parts, double[] rates) {
    for (Contribution part : parts) {
      if (part.fault() != null) {
        throw new NotFiniteException(
            "Round %s failed in partition %s on %s: %s Nothing of the round was applied; the weights are those before it. Lower the learning rate (it is %s) or check the data of the partition."
                .formatted(round + 1, part.partition(), part.host(), part.fault(), rates[0]));
      }
    }
  }

  /**
   * Updates the weights.
   *
   * @return the sums of what the objective measures, by name
   */
  private Map<String, Double> apply(int round, float[] sum) {
    Model model = state.model();
    new GradientSum(model.layout()).finish(sum, model::readAll);
    int numbers = Math.toIntExact(update.flatGradients().elements());
    Map<String, Double> sums = sums(sum, numbers);
    float[] averaged = averagedMoments(round, sum, numbers, sums.get("weight"));
    update.writeFlatGradients(averaged.length == 0 ? sum : Arrays.copyOf(sum, numbers));
    update.update();
    try {
      update.metrics();
    } catch (NotFiniteException failure) {
      throw new NotFiniteException(
          "Round %s failed on the driver: what each partition came to is finite, but not their sum, or what the update would have made of a weight, which has kept its value. Lower the learning rate (it is %s)."
              .formatted(round + 1, state.learningRate()),
          failure);
    }
    moments.write(averaged);
    return sums;
  }

  /**
   * The moments that the next round begins with: their mean by the weight of the examples. Where
   * none weighs anything they stay as they were.
   *
   * @param from where they lie in the sum
   */
  private float[] averagedMoments(int round, float[] sum, int from, double weight) {
    if (weight == 0) {
      return moments.read();
    }
    float[] averaged = Arrays.copyOfRange(sum, from, sum.length);
    for (int i = 0; i < averaged.length; i++) {
      averaged[i] /= (float) weight;
      if (!Float.isFinite(averaged[i])) {
        throw new NotFiniteException(
            "Round %s failed on the driver: the moments of each partition's optimizer are finite, but not their sum. Nothing of the round was applied. Lower the learning rate (it is %s)."
                .formatted(round + 1, settings.optimizer().learningRate()));
      }
    }
    return averaged;
  }

  /**
   * @param end of the measures in the sum
   */
  private Map<String, Double> sums(float[] sum, int end) {
    Map<String, Double> sums = new LinkedHashMap<>();
    List<String> measures = plan.objective().measures();
    int from = end - measures.size();
    for (int i = 0; i < measures.size(); i++) {
      sums.put(measures.get(i), (double) sum[from + i]);
    }
    return sums;
  }

  private RoundReport report(
      int round, List<Contribution> parts, Map<String, Double> sums, double seconds, double rate) {
    Contribution slowest =
        parts.stream().max(Comparator.comparingDouble(Contribution::seconds)).orElseThrow();
    return new RoundReport(
        round + 1,
        pace.rounds(),
        new Reading(sums, round + 1, true, false, 0).evaluation(plan.examplesPerRound()),
        seconds,
        plan.examplesPerRound() / seconds,
        rate,
        slowest.partition(),
        slowest.seconds(),
        slowest.host());
  }

  private void epoch(RoundReport last) {
    long examples = state.position() * plan.examplesPerRound();
    double seconds = state.secondsOfEpoch();
    Evaluation ofValidation = validation == null ? null : evaluator.evaluate(validation);
    EpochReport report =
        new EpochReport(
            state.reports().size() + 1,
            update.metrics().evaluation(examples),
            ofValidation,
            0,
            examples / seconds,
            seconds,
            update.gradientNorm(),
            last.learningRate());
    state.report(report);
    settings.listeners().forEach(listener -> listener.onEpoch(report));
  }

  /** What training depends on, in words, so that it goes on only with what it began with. */
  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("network", plan.network());
    words.put("loss", plan.objective().toString());
    words.put("optimizer", settings.optimizer().toString());
    words.put("outer optimizer", settings.isSynchronous() ? "none" : settings.outer().toString());
    words.put("local steps", Integer.toString(settings.localSteps()));
    words.put("averaged moments", Integer.toString(settings.averagedMoments()));
    words.put("epochs", Double.toString(settings.epochs()));
    words.put("rounds", Integer.toString(pace.rounds()));
    words.put("batches", Arrays.toString(plan.batches()));
    words.put("examples of the partitions", Arrays.toString(plan.sizes()));
    words.put("seed", Long.toString(plan.seed()));
    words.put("schedule", settings.schedule() == null ? "none" : "one");
    return words;
  }

  @Override
  public void close() {
    try {
      resources.close();
    } finally {
      closeReplicas();
    }
  }

  /** In each executor that has a task of this; in others the next run does. */
  private void closeReplicas() {
    String run = plan.run();
    try {
      shards.rdd().foreachPartition(shard -> ReplicaPool.close(run));
    } catch (Exception failure) { // after which what was trained is as good as before
      LOG.log(System.Logger.Level.DEBUG, "The replicas of executors were not closed", failure);
    }
  }
}
