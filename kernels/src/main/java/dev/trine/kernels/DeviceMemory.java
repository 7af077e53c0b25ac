package dev.trine.kernels;

/** An allocation on the device. */
public interface DeviceMemory extends AutoCloseable {
  long bytes();

  /** Frees it after the work enqueued so far; closing twice is harmless. */
  @Override
  void close();
}
