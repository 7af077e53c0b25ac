package dev.trine.spark;

import dev.trine.backend.BackendOptions;
import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import dev.trine.train.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Describes how a model is trained on a cluster; what is not said has the value of the field here.
 */
public final class SparkTrainerBuilder {
  private final JavaSparkContext context;
  private final Model model;
  private final Map<String, Loss> losses = new LinkedHashMap<>();
  private Objective objective;
  private Optimizer optimizer = Optimizers.adam(1e-3);
  private Optimizer outer = Optimizers.sgd(1);
  private Schedule schedule;
  private int localSteps;
  private boolean averagesMoments;
  private int batch = 32;
  private double epochs = 10;
  private long seed = 42;
  private Dealing dealing;
  private String choice;
  private BackendOptions options;
  private HadoopCheckpoint checkpoint;
  private final List<RoundListener> listeners = new ArrayList<>();

  SparkTrainerBuilder(JavaSparkContext context, Model model) {
    this.context = Objects.requireNonNull(context, "context is null");
    this.model = Objects.requireNonNull(model, "model is null");
    dealing = new Dealing(SparkTrainer.usualPartitions(context), true);
    options = BackendOptions.defaults().withThreads(context.getConf().getInt("spark.task.cpus", 1));
  }

  /**
   * What is made small, of a network of one output; by default the {@linkplain Loss#suiting
   * suitable} one.
   */
  public SparkTrainerBuilder loss(Loss value) {
    return loss(model.network().onlyOutput(), value);
  }

  /** The loss of one of several outputs; the others keep theirs. */
  public SparkTrainerBuilder loss(String output, Loss value) {
    losses.put(output, Objects.requireNonNull(value, "loss is null"));
    return this;
  }

  /** Exactly what is made small, in the place of losses. */
  public SparkTrainerBuilder objective(Objective value) {
    objective = Objects.requireNonNull(value, "objective is null; leave it out for the losses");
    return this;
  }

  /**
   * How gradients change the weights: on the driver, or in each partition if these make {@linkplain
   * #localSteps local steps}. There its moments begin anew with every round, unless they are
   * {@linkplain #averageMoments averaged}.
   */
  public SparkTrainerBuilder optimizer(Optimizer value) {
    optimizer = Objects.requireNonNull(value, "optimizer is null; leave it out for Adam");
    return this;
  }

  /**
   * What becomes of the learning rate of the {@link #optimizer} from step to step, local ones among
   * them: what it does with a {@link dev.trine.train.Trainer}. Its epochs are passes over the
   * examples, also where a round is longer than one, and the {@link #epochs} of training end with
   * its last step; its steps are those that all partitions make at the same time. Only {@link
   * Schedule#onPlateau} counts reports, of which a round has one at most.
   */
  public SparkTrainerBuilder schedule(Schedule value) {
    schedule = Objects.requireNonNull(value, "schedule is null; leave it out for a constant rate");
    return this;
  }

  /** Each partition makes so many steps of its own in a round; without this, none. */
  public SparkTrainerBuilder localSteps(int value) {
    localSteps = atLeastOne("localSteps", value);
    return this;
  }

  /**
   * Averages the moments of local steps together with the weights: each partition begins a round
   * with the mean of those that all came to in the last, by the weight of their examples, and with
   * its count of steps, as Yu, Jin and Yang (2019, algorithm 1) do with momentum. Without this they
   * begin anew, which costs Adam accuracy where rounds are of few steps. A round then sends each
   * moment as it sends a weight, with Adam three times as much in all. Nothing changes for
   * optimizers without moments, or where there are no {@linkplain #localSteps local steps}.
   */
  public SparkTrainerBuilder averageMoments() {
    averagesMoments = true;
    return this;
  }

  /**
   * How the driver changes the weights by how far local steps went on average; by default it goes
   * there, {@code sgd(1)}. DiLoCo takes {@code sgd(0.7).withNesterov(0.9)}.
   */
  public SparkTrainerBuilder outer(Optimizer value) {
    outer = Objects.requireNonNull(value, "outer is null; leave it out for the average");
    return this;
  }

  /**
   * Examples of a step in a partition. Where partitions are not of one size, each takes of its own
   * in proportion, so many on average; so every example is seen as often as any other.
   */
  public SparkTrainerBuilder batch(int value) {
    batch = atLeastOne("batch", value);
    return this;
  }

  /** Passes over the examples, to the nearest round. */
  public SparkTrainerBuilder epochs(double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epochs is %s, expected a finite number above 0".formatted(value));
    }
    epochs = value;
    return this;
  }

  /** Of shuffling, dropout and whatever else is random. */
  public SparkTrainerBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Deals the examples out to so many partitions, each of which works by itself; by default to the
   * {@linkplain SparkTrainer#usualPartitions usual} number, or to as many as there are examples.
   */
  public SparkTrainerBuilder partitions(int value) {
    dealing = new Dealing(atLeastOne("partitions", value), false);
    return this;
  }

  /** Leaves the examples in the partitions that they are in. */
  public SparkTrainerBuilder keepPartitions() {
    dealing = Dealing.NONE;
    return this;
  }

  /**
   * The backend of the executors, as {@link dev.trine.backend.Backends} takes it, in the place of
   * the GPU that Spark assigns to a task, or of what each executor chooses.
   */
  public SparkTrainerBuilder backend(String value) {
    choice = Objects.requireNonNull(value, "backend is null; leave it out for the executors' own");
    return this;
  }

  /** How the executors open it; by default with as many threads as a task has processors. */
  public SparkTrainerBuilder options(BackendOptions value) {
    options = Objects.requireNonNull(value, "options are null");
    return this;
  }

  /**
   * Writes a checkpoint after each so many rounds, and when training ends.
   *
   * @param path in any file system that Hadoop knows, such as {@code hdfs://…} or {@code s3a://…}
   */
  public SparkTrainerBuilder checkpoint(String path, int rounds) {
    Objects.requireNonNull(path, "path of the checkpoint is null; leave it out for none");
    checkpoint =
        new HadoopCheckpoint(
            path, atLeastOne("rounds of a checkpoint", rounds), context.hadoopConfiguration());
    return this;
  }

  public SparkTrainerBuilder listener(RoundListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener is null"));
    return this;
  }

  public SparkTrainer build() {
    return new SparkTrainer(
        context,
        new SparkSettings(
            model,
            Map.copyOf(losses),
            objective,
            optimizer,
            outer,
            schedule,
            localSteps,
            averagesMoments,
            batch,
            epochs,
            seed,
            dealing,
            choice,
            options,
            checkpoint,
            List.copyOf(listeners)));
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %s, expected at least 1".formatted(name, value));
    }
    return value;
  }
}
