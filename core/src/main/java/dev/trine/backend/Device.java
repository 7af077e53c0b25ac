package dev.trine.backend;

/**
 * One device of one backend.
 *
 * @param backend the backend's name, for instance {@code opencl}
 * @param index the device's number among that backend's devices
 * @param name the maker's name of it
 * @param uuid by which its driver tells it from others of that name, such as {@code
 *     GPU-8f6d1c1e-…}; empty where it gives none
 * @param driver platform and driver version; with {@code name} it tells results of equal bits apart
 * @param kind what it is
 * @param memoryBytes its memory
 * @param maxAllocationBytes the largest single buffer
 */
public record Device(
    String backend,
    int index,
    String name,
    String uuid,
    String driver,
    Kind kind,
    long memoryBytes,
    long maxAllocationBytes) {

  /** What a device is, in the order in which an automatic choice prefers them. */
  public enum Kind {
    DISCRETE_GPU,
    INTEGRATED_GPU,
    CPU,
    OTHER;

    public boolean isGpu() {
      return this == DISCRETE_GPU || this == INTEGRATED_GPU;
    }
  }

  /** The name that {@code trine.backend} takes for exactly this device, such as {@code cuda:1}. */
  public String selector() {
    return backend + ":" + index;
  }

  @Override
  public String toString() {
    return selector() + " (" + name + ")";
  }
}
