package dev.trine.kernels;

import dev.trine.backend.Buffer;
import dev.trine.backend.internal.MemoryAccount;

/** A buffer of a {@link DeviceBackend}. */
final class DeviceBuffer implements Buffer {
  /** Allocations are multiples of this, so that none is empty. */
  private static final long GRANULE = 256;

  private final DeviceContext context;
  private final MemoryAccount account;
  private final DeviceMemory memory;
  private final long bytes;
  private final String owner;
  private boolean closed;

  private DeviceBuffer(
      DeviceContext context, MemoryAccount account, DeviceMemory memory, long bytes, String owner) {
    this.context = context;
    this.account = account;
    this.memory = memory;
    this.bytes = bytes;
    this.owner = owner;
  }

  static DeviceBuffer allocate(
      DeviceContext context, MemoryAccount account, long bytes, String owner) {
    long held = roundedUp(bytes);
    account.reserve(owner, held);
    DeviceMemory memory = null;
    try {
      memory = context.runtime().allocate(held);
    } finally {
      if (memory == null) {
        account.release(owner, held);
      }
    }
    if (memory == null) {
      throw account.exhausted(owner, held);
    }
    DeviceBuffer buffer = new DeviceBuffer(context, account, memory, bytes, owner);
    context.openBuffers().add(buffer);
    return buffer;
  }

  /** A size that no memory has stays as it is, for the account to refuse. */
  private static long roundedUp(long bytes) {
    boolean hopeless = bytes < 0 || bytes > Long.MAX_VALUE - GRANULE;
    return hopeless ? bytes : Math.max(GRANULE, (bytes + GRANULE - 1) / GRANULE * GRANULE);
  }

  DeviceContext context() {
    return context;
  }

  /** The allocation itself. */
  DeviceMemory memory() {
    checkOpen();
    return memory;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Buffer '" + owner + "' is used after it was closed");
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void close() {
    context.release(
        () -> {
          if (!closed) {
            closed = true;
            context.openBuffers().remove(this);
            account.release(owner, memory.bytes());
            memory.close();
          }
        });
  }
}
