package dev.trine.kernels;

import dev.trine.backend.Backend;
import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * What a device API (OpenCL, the CUDA driver) must offer so that {@link DeviceBackend} can run the
 * device kernels on it: memory, kernels, launches, transfers. One in-order queue, and another one
 * beside it for uploads. Knows no op.
 */
public interface DeviceRuntime extends AutoCloseable {
  Device device();

  Limits limits();

  /**
   * Whether it has the {@linkplain DeviceKernel#needsTensorCores kernels} that need tensor cores.
   */
  default boolean hasTensorCores() {
    return false;
  }

  /**
   * Device memory of undefined content.
   *
   * @return null where the device has not that much left
   */
  DeviceMemory allocate(long bytes);

  /** Host memory of zeros, pinned where transfers gain by it. */
  HostBuffer allocateHost(DType type, long elements);

  /**
   * A kernel, compiled or loaded at the first call for its module and kept.
   *
   * @param module a file of the kernels' folder, without its ending: {@code update}
   * @param entry the kernel's name in it
   * @throws dev.trine.TrineException with the compiler's or the driver's log
   */
  Kernel kernel(String module, String entry);

  /**
   * A kernel for what expressions say, rendered in the device's language and compiled at the first
   * call for its {@linkplain KernelForm#key key}, and kept.
   *
   * @throws dev.trine.TrineException with the compiler's or the driver's log
   */
  Kernel generate(KernelForm form);

  /**
   * How many blocks of rows a group of a generated kernel is to take at a time. Whole short rows
   * are blocks {@linkplain Direction#ALONG along} the row.
   *
   * @param length elements of a block, at least 1
   */
  default int blocksPerGroup(Direction direction, long length) {
    return MapSchedule.of(device().kind()).blocksPerGroup(direction, length);
  }

  /** Checks and presets everything; enqueuing the launch prepares nothing more. */
  Launch prepare(Kernel kernel, Grid grid, List<LaunchArgument> arguments);

  /**
   * Puts launches together as one CUDA graph, or whatever repeats them most cheaply. Each counts as
   * a call of the recording, and its {@linkplain Recording#profile time} is the device's own.
   */
  Recording record(List<Launch> launches);

  /** Copies the first {@code bytes} of {@code from} to {@code to} at byte {@code offset}. */
  Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes);

  /**
   * The same beside the queue, as soon as a ticket is done and after what was uploaded so before.
   *
   * @throws IllegalArgumentException if the ticket is of another runtime
   */
  Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes, Ticket after);

  /** Whether uploads beside the queue {@linkplain Backend#overlapsTransfers gain} anything. */
  boolean overlapsTransfers();

  /** The end of all that is in the queue. */
  Ticket mark();

  /**
   * Has what is enqueued from here on wait for a ticket.
   *
   * @throws IllegalArgumentException if the ticket is of another runtime
   */
  void await(Ticket ticket);

  /** Copies {@code bytes} at byte {@code offset} of {@code from} to the start of {@code to}. */
  Ticket download(DeviceMemory from, long offset, HostBuffer to, long bytes);

  /** Waits for both queues; reports faults of what ran in them. */
  void synchronize();

  /** Waits for both queues and gives back everything that was not closed before. */
  @Override
  void close();
}
