package dev.trine.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.TimeoutException;
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
                            // What is still to be told of this round is no next task.
                            drain();
                            killer.choose();
                          }
                        })));
    drain();
    assertFalse(killer.lostTasks == 0, "no task was running on the executor");
    assertArrayEquals(expected, actual);
  }

  /** Waits until the listeners were told all. */
  private static void drain() {
    try {
      context.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  /**
   * Stops an executor, so that it cannot end its next task before it is killed, and kills it when
   * the tasks of the round, of which each executor has one, were given out.
   */
  private static final class Killer extends SparkListener {
    private final StandaloneCluster cluster;
    private volatile ProcessHandle victim;
    private int started;
    private volatile int lostTasks;

    Killer(StandaloneCluster cluster) {
      this.cluster = cluster;
    }

    void choose() {
      ProcessHandle executor = cluster.executor(0);
      Signals.stop(executor);
      victim = executor;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (victim != null && ++started == Training.PARTITIONS) {
        victim.destroyForcibly();
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
