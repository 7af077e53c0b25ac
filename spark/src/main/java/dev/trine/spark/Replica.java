package dev.trine.spark;

import dev.trine.backend.Backend;
import dev.trine.backend.Backends;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.nn.ParameterLayout;
import dev.trine.train.GradientSum;
import dev.trine.train.NotFiniteException;
import dev.trine.train.TrainStep;
import dev.trine.train.TrainingState;
import java.util.List;
import org.apache.spark.SparkEnv;

/**
 * A model and its steps on a device, which the tasks of a run have in turn. What it is left with by
 * one does not show in what it does for the next.
 */
final class Replica implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Network network;
  private final Backend backend;
  private final Model model;
  private final TrainingState state;
  private final TrainStep step;
  private final Moments moments;

  /** The batches of the partition that it worked on last. */
  private Batches batches;

  private Shard shard;

  Replica(Plan plan, String choice) {
    network = Network.fromJson(plan.network());
    try {
      backend = resources.add(Backends.open(choice, plan.options()));
      model = resources.add(Model.filled(network, backend, Replica::zeros));
      state =
          resources.add(new TrainingState(model, plan.objective(), plan.optimizer(), plan.seed()));
      step = resources.add(new TrainStep(plan.objective(), plan.optimizer(), state));
      moments = new Moments(state, 0, plan.averagedMoments());
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** Every task brings weights. */
  private static float[] zeros(Parameter parameter) {
    return new float[Math.toIntExact(parameter.shape().elements())];
  }

  /** What a partition comes to in a round. */
  Contribution work(
      Plan plan, int partition, Shard examples, RoundStart start, int round, double[] rates) {
    long begun = System.nanoTime();
    open(plan, partition, examples);
    model.writeAll(start.weights());
    state.replica(plan.draws(partition, round));
    int[] order = plan.order(partition, round);
    Work done =
        plan.isSynchronous()
            ? gradients(order)
            : localSteps(order, start, plan.stepsBehind(round), rates);
    new GradientSum(model.layout()).weigh(done.sum);
    double seconds = (System.nanoTime() - begun) * 1e-9;
    return new Contribution(
        partition,
        SparkEnv.get().blockManager().blockManagerId().host(),
        seconds,
        done.fault,
        done.sum);
  }

  private record Work(float[] sum, String fault) {}

  private void open(Plan plan, int partition, Shard examples) {
    if (examples == shard) {
      return;
    }
    shard = null;
    if (batches != null) {
      batches.close();
    }
    Dataset dataset = Dataset.of(new ShardExamples(plan.fields(), examples));
    DatasetCheck.check(network, dataset, plan.objective());
    List<Field> fields = plan.objective().fields(network, dataset);
    batches = new Batches(backend, dataset, fields, plan.batches()[partition]);
    shard = examples;
  }

  private Work gradients(int[] order) {
    Batch batch = batches.single(order, 0);
    step.gradients(batch);
    float[] sum = step.readFlatGradients();
    return new Work(sum, isFinite(sum) ? null : step.diagnose(batch) + ".");
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private Work localSteps(int[] order, RoundStart start, int stepsBehind, double[] rates) {
    state.restart(stepsBehind);
    moments.write(start.moments());
    step.clearMetrics();
    int[] next = {0};
    batches.forEach(
        order,
        batch -> {
          state.learningRate(rates[next[0]++]);
          step.run(batch);
        });
    try {
      return new Work(distance(start.weights(), model.readAll(), step.metrics()), null);
    } catch (NotFiniteException notFinite) {
      return new Work(new float[numbers() + moments.elements()], notFinite.getMessage());
    }
  }

  private int numbers() {
    return Math.toIntExact(step.flatGradients().elements());
  }

  /**
   * How far steps went, times the weight of their examples; what state has become; measures; and
   * the moments that go on, times that weight.
   */
  private float[] distance(float[] before, float[] after, MetricTotals.Reading reading) {
    ParameterLayout layout = model.layout();
    float[] sum = new float[numbers() + moments.elements()];
    float weight = (float) reading.weight();
    for (int i = 0; i < layout.trained(); i++) {
      sum[i] = (before[i] - after[i]) * weight;
    }
    int trained = (int) layout.trained();
    System.arraycopy(after, trained, sum, trained, (int) layout.changing() - trained);
    int next = numbers() - reading.sums().size();
    for (double measure : reading.sums().values()) {
      sum[next++] = (float) measure;
    }
    for (float moment : moments.read()) {
      sum[next++] = moment * weight;
    }
    return sum;
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
      batches = null;
    }
    resources.close();
  }
}
