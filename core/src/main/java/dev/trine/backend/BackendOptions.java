package dev.trine.backend;

/**
 * What a caller may set when opening a backend.
 *
 * @param threads worker threads of a CPU backend; part of what results of equal bits depend on
 * @param memoryLimitBytes the most device memory to hold; {@link Long#MAX_VALUE} for the device's
 */
public record BackendOptions(int threads, long memoryLimitBytes) {
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is %s, expected at least 1".formatted(threads));
    }
    if (memoryLimitBytes < 1) {
      throw new IllegalArgumentException(
          "memoryLimitBytes is %s, expected at least 1".formatted(memoryLimitBytes));
    }
  }

  /** All available processors, all memory. */
  public static BackendOptions defaults() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE);
  }

  public BackendOptions withThreads(int count) {
    return new BackendOptions(count, memoryLimitBytes);
  }

  public BackendOptions withMemoryLimitBytes(long bytes) {
    return new BackendOptions(threads, bytes);
  }
}
