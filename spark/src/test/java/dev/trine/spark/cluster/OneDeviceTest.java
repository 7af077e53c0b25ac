package dev.trine.spark.cluster;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.spark.SparkTrainer;
import dev.trine.spark.UnionBatch;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import dev.trine.train.TrainStep;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Synchronous rounds on a cluster, beside steps of one device with all batches in one. */
@ClusterTest
class OneDeviceTest {
  private static final long SEED = 7;
  private static final int ROUNDS = 8;
  private static final int PARTITIONS = 2;
  private static final Network NETWORK =
      Network.of(Shape.of(64), dense(32, Activation.RELU), dense(10));

  /** So many examples of a batch are added up at a time where bits are portable. */
  private static final int BLOCK = 1024;

  private static JavaSparkContext context;

  @BeforeAll
  static void open(StandaloneCluster cluster) {
    context = new JavaSparkContext(cluster.configuration());
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @Test
  void changesWeightsByAsMuch() {
    BackendOptions options = BackendOptions.defaults().withThreads(1);
    Pair trained = train(Datasets.digits(), 64, options, Optimizers.adam(0.003));
    assertArrayEquals(trained.one, trained.cluster, 1e-6f);
  }

  @Test
  void givesTheSameBitsWhereTheyArePortable() {
    BackendOptions options = BackendOptions.defaults().withThreads(1).withPortable(true);
    Dataset digits = Datasets.digits();
    Dataset blocks =
        digits.select(IntStream.range(0, PARTITIONS * BLOCK).map(i -> i % digits.size()).toArray());
    Pair trained = train(blocks, BLOCK, options, Optimizers.adam(0.003));
    assertArrayEquals(trained.one, trained.cluster);
  }

  /** The weights after the same training. */
  private record Pair(float[] one, float[] cluster) {}

  private static Pair train(
      Dataset dataset, int batch, BackendOptions options, Optimizer optimizer) {
    double epochs = (double) ROUNDS * PARTITIONS * batch / dataset.size();
    try (Backend backend = Backends.open("cpu", options);
        Model one = NETWORK.initialise(backend, 1);
        Model spread = NETWORK.initialise(backend, 1)) {
      SparkTrainer.of(context, spread)
          .optimizer(optimizer)
          .options(options)
          .partitions(PARTITIONS)
          .batch(batch)
          .epochs(epochs)
          .seed(SEED)
          .build()
          .fit(Labelled.on(context, dataset));
      try (TrainStep step = new TrainStep(one, Losses.softmaxCrossEntropy(), optimizer, SEED);
          Batches batches = new Batches(backend, dataset, PARTITIONS * batch)) {
        for (int round = 0; round < ROUNDS; round++) {
          int[] union = UnionBatch.of(SEED, dataset.size(), PARTITIONS, batch, round);
          step.run(batches.single(union, 0));
        }
        step.metrics();
      }
      return new Pair(one.readAll(), spread.readAll());
    }
  }
}
