package dev.trine.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;

/** Tasks that are run a second time while the first does not come to an end. */
@ClusterTest
class SpeculationTest {
  @Test
  void changesNoBit(StandaloneCluster cluster) throws Exception {
    try (JavaSparkContext context = new JavaSparkContext(eager(cluster.configuration()))) {
      float[] expected = Training.LOCAL.run(context, trainer -> trainer);
      AtomicInteger speculated = new AtomicInteger();
      context.sc().addSparkListener(counting(speculated));
      context.setLocalProperty(StragglerPlugin.PROPERTY, "yes");
      float[] actual = Training.LOCAL.run(context, trainer -> trainer);
      context.sc().listenerBus().waitUntilEmpty();
      int ended = speculated.get();
      assertTrue(ended >= Training.ROUNDS, () -> "a second attempt ended only " + ended);
      assertArrayEquals(expected, actual);
    }
  }

  /** As soon as a task takes longer than the other one. */
  private static SparkConf eager(SparkConf configuration) {
    return configuration
        .set("spark.plugins", StragglerPlugin.class.getName())
        .set("spark.speculation", "true")
        .set("spark.speculation.quantile", "0.5")
        .set("spark.speculation.interval", "50ms")
        .set("spark.speculation.minTaskRuntime", "200ms")
        .set("spark.speculation.efficiency.enabled", "false");
  }

  private static SparkListener counting(AtomicInteger speculated) {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskInfo().speculative() && end.taskInfo().successful()) {
          speculated.incrementAndGet();
        }
      }
    };
  }
}
