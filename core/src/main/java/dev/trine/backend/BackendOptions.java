package dev.trine.backend;

import java.io.Serializable;

/**
 * What a caller may set when opening a backend.
 *
 * @param threads worker threads of a CPU backend; part of what results of equal bits depend on,
 *     unless those are portable
 * @param memoryLimitBytes the most device memory to hold; {@link Long#MAX_VALUE} for the device's
 * @param portable whether results have the same bits on all backends and devices, however many
 *     threads there are, which is slower. A device that cannot have them is not opened.
 * @param precision of the operands of products; a device that has it not is not opened
 */
public record BackendOptions(
    int threads, long memoryLimitBytes, boolean portable, Precision precision)
    implements Serializable {
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is %s, expected at least 1".formatted(threads));
    }
    if (memoryLimitBytes < 1) {
      throw new IllegalArgumentException(
          "memoryLimitBytes is %s, expected at least 1".formatted(memoryLimitBytes));
    }
    if (portable && precision != Precision.F32) {
      throw new IllegalArgumentException(
          "portable results are of F32, not of %s; leave out one of the two".formatted(precision));
    }
  }

  /** All available processors, all memory, in F32 and as fast as can be. */
  public static BackendOptions defaults() {
    return new BackendOptions(
        Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE, false, Precision.F32);
  }

  public BackendOptions withThreads(int count) {
    return new BackendOptions(count, memoryLimitBytes, portable, precision);
  }

  public BackendOptions withMemoryLimitBytes(long bytes) {
    return new BackendOptions(threads, bytes, portable, precision);
  }

  public BackendOptions withPortable(boolean wanted) {
    return new BackendOptions(threads, memoryLimitBytes, wanted, precision);
  }

  public BackendOptions withPrecision(Precision wanted) {
    return new BackendOptions(threads, memoryLimitBytes, portable, wanted);
  }
}
