package dev.trine.backend;

import dev.trine.backend.op.DataOps;
import dev.trine.backend.op.ElementwiseOps;
import dev.trine.backend.op.IndexOps;
import dev.trine.backend.op.MatrixOps;
import dev.trine.backend.op.PoolingOps;
import dev.trine.backend.op.RandomOps;
import dev.trine.backend.op.ReductionOps;
import dev.trine.backend.op.UpdateOps;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * A device that runs tensor ops. Ops run in the order in which they are enqueued, asynchronously;
 * one thread at a time may use a backend. Op methods check their arguments and prepare a {@link
 * Call}; nothing runs before that is enqueued. Outputs are given by the caller. An output may be
 * the same view as an input only where the op says so, and must not overlap one otherwise.
 *
 * <p>The same calls on the same device, driver, version and thread count give the same bits.
 */
public interface Backend
    extends DataOps,
        MatrixOps,
        ElementwiseOps,
        ReductionOps,
        IndexOps,
        PoolingOps,
        RandomOps,
        UpdateOps,
        AutoCloseable {

  /** The {@link #fingerprint} of all portable backends. */
  String PORTABLE = "portable";

  Device device();

  /**
   * What the bits of results depend on beside the calls, in words: backends that say the same give
   * the same bits. That is device and driver, the precision, and the number of threads where bits
   * depend on it; of all {@linkplain BackendOptions#portable portable} backends it is {@link
   * #PORTABLE}.
   */
  default String fingerprint() {
    Device device = device();
    String precision = precision() == Precision.F32 ? "" : ", " + precision();
    return "%s: %s, %s%s".formatted(device.backend(), device.name(), device.driver(), precision);
  }

  /** Of the operands of its products, as it was opened with. */
  default Precision precision() {
    return Precision.F32;
  }

  /**
   * Device memory of undefined content, aligned for every type of element.
   *
   * @throws dev.trine.OutOfDeviceMemoryException if it does not fit
   */
  Buffer allocate(long bytes, String owner);

  /** A tensor of undefined content in a {@linkplain View#buffer buffer} of its own. */
  default View allocate(TensorType type, String owner) {
    return allocate(type.bytes(), owner).view(type.type(), 0, type.shape());
  }

  /** Host memory that {@link #upload} and {@link #download} take, of zeros. */
  HostBuffer allocateHost(DType type, long elements);

  /** Enqueues a copy of the first elements of {@code from} to all of {@code to}. */
  Ticket upload(HostBuffer from, View to);

  /**
   * As {@link #upload(HostBuffer, View)}, beside the queue: the copy begins as soon as {@code
   * after} is done, whatever was enqueued since. Such uploads keep their order among themselves.
   * What is enqueued waits for the copy only if it is told to, by {@link #await}.
   *
   * @param after of this backend, or {@link Ticket#DONE}
   * @throws IllegalArgumentException if it is of another backend
   */
  Ticket upload(HostBuffer from, View to, Ticket after);

  /** Enqueues a copy of all of {@code from} to the first elements of {@code to}. */
  Ticket download(View from, HostBuffer to);

  /** The end of all that was enqueued so far; uploads beside the queue count once awaited. */
  Ticket mark();

  /**
   * What is enqueued from here on begins only when the ticket is done. It is the device that waits;
   * the host goes on.
   *
   * @param ticket of this backend, or {@link Ticket#DONE}
   * @throws IllegalArgumentException if it is of another backend
   */
  void await(Ticket ticket);

  /**
   * Whether an upload beside the queue gains anything, so that a second place for what is uploaded
   * is worth its memory. It does not where work runs at once, in the caller's thread, or on cores
   * that the copy would take from it.
   */
  default boolean overlapsTransfers() {
    return false;
  }

  /**
   * Puts calls together for cheap repetition. Executes none of them. They must stay open as long as
   * the recording.
   */
  Recording record(List<Call> calls);

  /**
   * Blocks until all that was enqueued is done, beside the queue too; reports what went wrong in
   * it.
   */
  void synchronize();

  MemoryStats memory();

  /** What it otherwise chooses by the size of the tensors. */
  default Variants variants() {
    return Variants.one(this);
  }

  /**
   * Waits as {@link #synchronize} does and gives everything back, buffers included; closing twice
   * is harmless.
   */
  @Override
  void close();
}
