package dev.trine.spark;

import dev.trine.data.Dataset;
import dev.trine.nn.DatasetCheck;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import dev.trine.train.EpochReport;
import dev.trine.train.NotFiniteException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a model on a cluster. The model is on a device of the driver, or its CPU; its weights are
 * sent to the partitions of the examples round after round, each partition works from them, and
 * what all come to makes the driver's update.
 *
 * <p>Synchronously (unless told otherwise), a partition computes the gradients of one batch, and
 * the update is that of one device with the union of the batches: data-parallel gradient descent.
 * With {@linkplain SparkTrainerBuilder#localSteps local steps} each makes so many of its own, and
 * the driver takes how far they went for a gradient: local SGD (McMahan et al. 2017, algorithm 1;
 * Stich 2019), or, with an outer optimizer that has momentum, DiLoCo (Douillard et al. 2023).
 *
 * <p>The same examples, partitions, settings, devices and versions give the same bits, whatever is
 * lost, retried or speculated on meanwhile. A round is applied whole or not at all.
 */
public final class SparkTrainer {
  private final JavaSparkContext context;
  private final SparkSettings settings;
  private volatile boolean isToStop;

  SparkTrainer(JavaSparkContext context, SparkSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * How many partitions examples are dealt out to where nothing is said: as many as the cluster
   * runs tasks at once by its processors, of those executors that it has now; at most {@value
   * Limits#MOST_PARTITIONS}.
   */
  public static int usualPartitions(JavaSparkContext context) {
    int processors = context.getConf().getInt("spark.task.cpus", 1);
    int tasks = Math.max(1, context.defaultParallelism() / processors);
    return Math.min(Limits.MOST_PARTITIONS, tasks);
  }

  /** Begins to describe how a model is trained. */
  public static SparkTrainerBuilder of(JavaSparkContext context, Model model) {
    return new SparkTrainerBuilder(context, model);
  }

  /**
   * Trains on a set.
   *
   * @return a report for each pass over the examples, or for each round if that is longer
   * @throws NotFiniteException if loss or gradients of a partition become infinite or NaN; it names
   *     the round and the partition, and the model has the weights from before that round
   * @throws IllegalArgumentException if the set does not fit the network, a partition is empty, or
   *     there is more than the driver of a cluster is for
   */
  public List<EpochReport> fit(SparkDataset training) {
    return run(training, null, false);
  }

  /**
   * The same, and watches generalisation on a set that the driver has.
   *
   * @param validation evaluated on the model's own backend, once for each report
   */
  public List<EpochReport> fit(SparkDataset training, Dataset validation) {
    checkValidation(training, validation);
    return run(training, validation, false);
  }

  /**
   * Goes on from the {@linkplain SparkTrainerBuilder#checkpoint checkpoint} to the end, or begins
   * if there is none: what an application does that is started again when its driver died. On the
   * same devices the model has the bits of training that was not interrupted.
   *
   * @return a report for each pass, those before the interruption too
   * @throws IllegalArgumentException if the checkpoint was written with other settings or examples;
   *     it names the setting and both values
   * @throws IllegalStateException if no checkpoint was named
   */
  public List<EpochReport> resume(SparkDataset training) {
    return run(training, null, true);
  }

  /** Goes on as {@link #resume(SparkDataset)}, and watches generalisation on another set. */
  public List<EpochReport> resume(SparkDataset training, Dataset validation) {
    checkValidation(training, validation);
    return run(training, validation, true);
  }

  /**
   * Asks training to end behind the round that is under way, from any thread. It writes its
   * checkpoint, if it has one, and returns. If none is under way, the next ends before its first
   * round.
   */
  public void stop() {
    isToStop = true;
  }

  private void checkValidation(SparkDataset training, Dataset validation) {
    DatasetCheck.check(
        settings.model().network(), validation, settings.objective(training.ofNone()));
  }

  private List<EpochReport> run(SparkDataset training, Dataset validation, boolean goesOn) {
    if (goesOn && settings.checkpoint() == null) {
      throw new IllegalStateException(
          "It is not said which checkpoint to go on from: checkpoint(path, rounds) of the builder does");
    }
    Limits.check(
        settings.model().layout(), settings.averagedMoments(), settings.dealing().most(training));
    Objective objective = settings.objective(training.ofNone());
    settings.nameClasses(training.ofNone(), objective);
    try (Shards shards = Shards.of(training, settings.dealing());
        Rounds rounds = new Rounds(context, settings, objective, shards, validation)) {
      if (goesOn) {
        rounds.resume();
      }
      rounds.run(() -> isToStop);
      return rounds.reports();
    } catch (Exception failure) {
      TaskFailure.throwCause(failure);
      throw failure;
    } finally {
      isToStop = false;
    }
  }
}
