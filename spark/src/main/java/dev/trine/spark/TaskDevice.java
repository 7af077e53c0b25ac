package dev.trine.spark;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backends;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** On which device a task computes. */
final class TaskDevice {
  private static final String GPU = "gpu";

  /** How NVIDIA begins the UUID of a device. */
  private static final String UUID = "GPU-";

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
    boolean isNumber = !address.isEmpty() && address.chars().allMatch(Character::isDigit);
    if (isNumber || address.startsWith(UUID)) {
      return "cuda:" + address;
    }
    throw new BackendUnavailableException(
        "Spark gives this task the GPU '%s', expected a number that counts the devices of the executor from 0, or a UUID such as GPU-8f6d1c1e-…; let the discovery script of spark.executor.resource.gpu print such, or name a backend"
            .formatted(address));
  }
}
