package dev.trine.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An executor that is killed in the middle of a task. */
@ClusterTest
class LostExecutorTest {
  private static final int LAST_ROUND_OF_ITS = 4;

  private static JavaSparkContext context;

  @BeforeAll
  static void open(StandaloneCluster cluster) {
    context = new JavaSparkContext(cluster.configuration());
    context.setLogLevel("OFF"); // All that Spark has to say is meant to be.
  }

  @AfterAll
  static void close() {
    context.setLogLevel("WARN");
    context.close();
  }

  @ParameterizedTest
  @EnumSource
  void changesNoBit(Training training, StandaloneCluster cluster) throws Exception {
    float[] expected = training.run(context, trainer -> trainer);
    Killer killer = new Killer(cluster);
    context.sc().addSparkListener(killer);
    float[] actual =
        training.run(
            context,
            trainer ->
                trainer.listener(
                    Training.afterRound(
                        round -> {
                          if (round == LAST_ROUND_OF_ITS) {
                            killer.choose();
                          }
                        })));
    context.sc().listenerBus().waitUntilEmpty();
    assertFalse(killer.lostTasks == 0, "no task was running on the executor");
    assertArrayEquals(expected, actual);
  }

  /**
   * Stops an executor, so that it cannot end its next task before it is killed, and kills it when
   * it was given that.
   */
  private static final class Killer extends SparkListener {
    private final StandaloneCluster cluster;
    private final AtomicReference<ProcessHandle> victim = new AtomicReference<>();
    private volatile int lostTasks;

    Killer(StandaloneCluster cluster) {
      this.cluster = cluster;
    }

    void choose() {
      ProcessHandle executor = cluster.executor(0);
      Signals.stop(executor);
      victim.set(executor);
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      ProcessHandle executor =
          start.taskInfo().host().equals(StandaloneCluster.HOST) ? victim.getAndSet(null) : null;
      if (executor != null) {
        executor.destroyForcibly();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() instanceof ExecutorLostFailure) {
        lostTasks++;
      }
    }
  }
}
