package dev.trine.spark.cluster;

import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/** Lets the first attempts of one partition hang until they are killed, if their jobs say so. */
public final class StragglerPlugin implements SparkPlugin {
  /** The local property of such jobs. */
  static final String PROPERTY = "trine.test.straggles";

  private static final int PARTITION = 1;
  private static final long LONGER_THAN_THE_TEST = 600_000;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void onTaskStart() {
        TaskContext task = TaskContext.get();
        boolean straggles =
            task.getLocalProperty(PROPERTY) != null
                && task.partitionId() == PARTITION
                && task.attemptNumber() == 0;
        if (straggles) {
          hang();
        }
      }
    };
  }

  private static void hang() {
    try {
      Thread.sleep(LONGER_THAN_THE_TEST);
    } catch (InterruptedException killed) {
      Thread.currentThread().interrupt();
    }
  }
}
