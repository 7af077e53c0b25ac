package dev.trine.spark;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backends;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** On which device a task computes. */
final class TaskDevice {
  private static final String GPU = "gpu";

  private TaskDevice() {}

  /**
   * The choice for {@link Backends#open(String, dev.trine.backend.BackendOptions)}: what the user
   * said; else the GPU that Spark has assigned to the task on this thread; else what the executor
   * is configured for.
   *
   * @param wanted by the user; null for nothing
   */
  static String choice(String wanted) {
    if (wanted != null) {
      return wanted;
    }
    TaskContext task = TaskContext.get();
    ResourceInformation gpu = task == null ? null : task.resourcesJMap().get(GPU);
    return gpu == null ? Backends.configuredChoice() : ofAddress(gpu.addresses());
  }

  /** By what Spark calls the GPUs of a task, of which it computes on the first. */
  static String ofAddress(String... addresses) {
    String address = addresses.length == 0 ? "" : addresses[0].strip();
    if (address.isEmpty() || !address.chars().allMatch(Character::isDigit)) {
      throw new BackendUnavailableException(
          "Spark gives this task the GPU '%s', expected a number that counts the devices of the executor from 0; let the discovery script of spark.executor.resource.gpu print such numbers, or name a backend"
              .formatted(address));
    }
    return "cuda:" + address;
  }
}
