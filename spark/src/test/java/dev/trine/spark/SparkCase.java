package dev.trine.spark;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Tests of training in this JVM, after each of which nothing is left on the driver or a replica.
 */
abstract class SparkCase {
  static final Dataset DIGITS = Datasets.digits();
  static final Network NETWORK = Network.of(Shape.of(64), dense(32, Activation.RELU), dense(10));
  static final long SEED = 7;

  static JavaSparkContext context;

  final Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));

  @BeforeAll
  static void open() {
    context = LocalSpark.open();
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    assertEquals(0, ReplicaPool.waiting());
    assertEquals(List.of(), List.copyOf(context.getPersistentRDDs().keySet()));
    backend.close();
  }

  static SparkDataset digits() {
    return LocalSpark.distributed(context, DIGITS, 3);
  }

  static SparkTrainerBuilder trainer(Model model) {
    return SparkTrainer.of(context, model).backend("cpu").partitions(2).seed(SEED);
  }

  static RoundListener into(List<RoundReport> rounds) {
    return new RoundListener() {
      @Override
      public void onRound(RoundReport report) {
        rounds.add(report);
      }
    };
  }
}
