package dev.trine.spark.cluster;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.spark.LocalSpark;
import dev.trine.spark.RoundListener;
import dev.trine.spark.RoundReport;
import dev.trine.spark.SparkTrainer;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a round costs beside what its tasks compute, for docs/cluster.md: it prints the constants of
 * the formula there. Only where {@code -Dtrine.costs=true} asks for it.
 */
@ClusterTest
@EnabledIfSystemProperty(named = "trine.costs", matches = "true")
class RoundCostsTest {
  private static final int[] HIDDEN = {1, 10_000, 80_000};
  private static final int[] PARTITIONS = {2, 4, 8};
  private static final int EXECUTORS = 2;
  private static final int ROUNDS = 14;
  private static final int WARM_UP = 3;

  /** A measured cost. */
  private record Cost(double parameters, int partitions, double seconds) {}

  @Test
  void theyArePrinted(StandaloneCluster cluster) {
    List<Cost> costs = new ArrayList<>();
    try (JavaSparkContext context =
        new JavaSparkContext(cluster.configuration().set("spark.executor.memory", "1g"))) {
      for (int hidden : HIDDEN) {
        for (int partitions : PARTITIONS) {
          Cost cost = measured(context, hidden, partitions);
          costs.add(cost);
          System.out.printf(
              Locale.ROOT,
              "%,.0f parameters, %d partitions: %.3f s%n",
              cost.parameters(),
              cost.partitions(),
              cost.seconds());
        }
      }
    }
    double[] constants = fitted(costs);
    System.out.printf(
        Locale.ROOT,
        "seconds = %.3f + %.2e·parameters + %.2e·parameters·partitions%n",
        constants[0],
        constants[1],
        constants[2]);
    assertEquals(3, constants.length);
  }

  /** The median of rounds, less what their tasks compute one after the other on an executor. */
  private static Cost measured(JavaSparkContext context, int hidden, int partitions) {
    Network network = Network.of(Shape.of(64), dense(hidden), dense(10));
    List<Double> seconds = new ArrayList<>();
    RoundListener listener =
        new RoundListener() {
          @Override
          public void onRound(RoundReport report) {
            if (report.round() > WARM_UP) {
              int inTurn = (partitions + EXECUTORS - 1) / EXECUTORS;
              seconds.add(report.seconds() - inTurn * report.slowestSeconds());
            }
          }
        };
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults());
        Model model = network.initialise(backend, 1)) {
      SparkTrainer.of(context, model)
          .backend("cpu")
          .optimizer(Optimizers.sgd(1e-4))
          .partitions(partitions)
          .batch(1)
          .epochs((double) ROUNDS * partitions / Datasets.digits().size())
          .listener(listener)
          .build()
          .fit(LocalSpark.distributed(context, Datasets.digits(), 2));
      seconds.sort(null);
      return new Cost(model.layout().elements(), partitions, seconds.get(seconds.size() / 2));
    }
  }

  /** The least squares of constant, parameters, and parameters times partitions. */
  private static double[] fitted(List<Cost> costs) {
    double[][] equations = new double[3][4];
    for (Cost cost : costs) {
      double[] row = {1, cost.parameters(), cost.parameters() * cost.partitions(), cost.seconds()};
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          equations[i][j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      for (int other = 0; other < 3; other++) {
        double factor = other == i ? 0 : equations[other][i] / equations[i][i];
        for (int j = 0; j < 4; j++) {
          equations[other][j] -= factor * equations[i][j];
        }
      }
    }
    return new double[] {
      equations[0][3] / equations[0][0],
      equations[1][3] / equations[1][1],
      equations[2][3] / equations[2][2]
    };
  }
}
