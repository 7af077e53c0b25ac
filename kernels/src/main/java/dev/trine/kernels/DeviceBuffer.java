package dev.trine.kernels;

import dev.trine.backend.Buffer;
import dev.trine.backend.internal.MemoryAccount;
import dev.trine.tensor.DType;

/** A buffer of a {@link DeviceBackend}. */
final class DeviceBuffer implements Buffer {
  /** Allocations are multiples of this, so that none is empty. */
  private static final long GRANULE = 256;

  private final DeviceContext context;
  private final MemoryAccount account;
  private final DeviceMemory memory;
  private final DType type;
  private final long elements;
  private final String owner;
  private boolean closed;

  private DeviceBuffer(
      DeviceContext context,
      MemoryAccount account,
      DeviceMemory memory,
      DType type,
      long elements,
      String owner) {
    this.context = context;
    this.account = account;
    this.memory = memory;
    this.type = type;
    this.elements = elements;
    this.owner = owner;
  }

  static DeviceBuffer allocate(
      DeviceContext context, MemoryAccount account, DType type, long elements, String owner) {
    if (elements < 0) {
      throw new IllegalArgumentException(
          "Buffer '%s' cannot have %s elements".formatted(owner, elements));
    }
    long wanted = Math.multiplyExact(elements, (long) type.bytes());
    long bytes = Math.max(GRANULE, Math.addExact(wanted, GRANULE - 1) / GRANULE * GRANULE);
    account.reserve(owner, bytes);
    DeviceMemory memory = null;
    try {
      memory = context.runtime().allocate(bytes);
    } finally {
      if (memory == null) {
        account.release(owner, bytes);
      }
    }
    if (memory == null) {
      throw account.exhausted(owner, bytes);
    }
    DeviceBuffer buffer = new DeviceBuffer(context, account, memory, type, elements, owner);
    context.openBuffers().add(buffer);
    return buffer;
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
  public DType type() {
    return type;
  }

  @Override
  public long elements() {
    return elements;
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
