package dev.trine.spark.cluster;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.spark.RoundListener;
import dev.trine.spark.RoundReport;
import dev.trine.spark.SparkDataset;
import dev.trine.spark.SparkTrainer;
import dev.trine.spark.SparkTrainerBuilder;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizers;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;

/** Trainings on digits, of which nothing that happens to the cluster may change a bit. */
enum Training {
  SYNCHRONOUS {
    @Override
    SparkTrainerBuilder describe(SparkTrainerBuilder trainer) {
      return trainer.optimizer(Optimizers.sgd(0.1).withMomentum(0.9)).batch(128);
    }
  },
  LOCAL {
    @Override
    SparkTrainerBuilder describe(SparkTrainerBuilder trainer) {
      return trainer
          .optimizer(Optimizers.adam(0.003))
          .localSteps(8)
          .averageMoments()
          .outer(Optimizers.sgd(0.7).withNesterov(0.9))
          .batch(16);
    }
  };

  static final int ROUNDS = 14;

  /** As many as there are workers. */
  static final int PARTITIONS = 2;

  private static final Network NETWORK =
      Network.of(Shape.of(64), dense(32, Activation.RELU), dropout(0.1), dense(10));

  abstract SparkTrainerBuilder describe(SparkTrainerBuilder trainer);

  /**
   * Trains from the beginning.
   *
   * @param more that is said to the trainer
   * @return the weights
   */
  float[] run(JavaSparkContext context, UnaryOperator<SparkTrainerBuilder> more) {
    return run(context, more, SparkTrainer::fit);
  }

  /** Goes on from a checkpoint, if it is there. */
  float[] resume(JavaSparkContext context, UnaryOperator<SparkTrainerBuilder> more) {
    return run(context, more, SparkTrainer::resume);
  }

  private float[] run(
      JavaSparkContext context,
      UnaryOperator<SparkTrainerBuilder> more,
      BiConsumer<SparkTrainer, SparkDataset> start) {
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));
        Model model = NETWORK.initialise(backend, 1)) {
      SparkTrainerBuilder trainer =
          SparkTrainer.of(context, model).partitions(PARTITIONS).epochs(2).seed(7);
      start.accept(more.apply(describe(trainer)).build(), Labelled.on(context, Datasets.digits()));
      return model.readAll();
    }
  }

  /** Says how many rounds there were, after each. */
  static RoundListener afterRound(Consumer<Integer> rounds) {
    return new RoundListener() {
      @Override
      public void onRound(RoundReport report) {
        rounds.accept(report.round());
      }
    };
  }
}
