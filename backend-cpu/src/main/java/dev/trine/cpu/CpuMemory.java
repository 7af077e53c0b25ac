package dev.trine.cpu;

import dev.trine.backend.Device;
import dev.trine.backend.MemoryStats;
import dev.trine.backend.internal.MemoryAccount;
import dev.trine.tensor.DType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All of a backend's native memory, so that closing the backend gives all of it back. */
final class CpuMemory implements AutoCloseable {
  private final Gate gate;
  private final MemoryAccount account;
  private final Set<CpuBuffer> buffers = new HashSet<>();
  private final Set<CpuHostBuffer> hostBuffers = new HashSet<>();

  CpuMemory(Gate gate, Device device, long limitBytes) {
    this.gate = gate;
    account = new MemoryAccount(device, Math.min(limitBytes, device.memoryBytes()));
  }

  CpuBuffer allocate(long bytes, String owner) {
    account.reserve(owner, bytes);
    NativeMemory memory = NativeMemory.allocate(bytes);
    if (memory == null) {
      account.release(owner, bytes);
      throw account.exhausted(owner, bytes);
    }
    CpuBuffer buffer = new CpuBuffer(this, (int) bytes, owner, memory);
    buffers.add(buffer);
    return buffer;
  }

  /** Host memory is not counted, as it is not on other devices. */
  CpuHostBuffer allocateHost(DType type, long elements) {
    String owner = "host memory";
    if (elements < 0) {
      throw new IllegalArgumentException("Host memory cannot have %s elements".formatted(elements));
    }
    boolean fits = elements <= CpuBuffer.MAX_BYTES / type.bytes();
    long bytes = fits ? elements * type.bytes() : Long.MAX_VALUE;
    NativeMemory memory = fits ? NativeMemory.allocate(bytes) : null;
    if (memory == null) {
      throw account.exhausted(owner, bytes);
    }
    CpuHostBuffer buffer = new CpuHostBuffer(this, type, (int) elements, memory);
    hostBuffers.add(buffer);
    return buffer;
  }

  void release(CpuBuffer buffer) {
    gate.enterEvenClosed();
    try {
      if (buffers.remove(buffer)) {
        buffer.free();
        account.release(buffer.owner(), buffer.bytes());
      }
    } finally {
      gate.exit();
    }
  }

  void release(CpuHostBuffer buffer) {
    gate.enterEvenClosed();
    try {
      if (hostBuffers.remove(buffer)) {
        buffer.free();
      }
    } finally {
      gate.exit();
    }
  }

  MemoryStats stats() {
    return account.stats();
  }

  @Override
  public void close() {
    List.copyOf(buffers).forEach(this::release);
    List.copyOf(hostBuffers).forEach(this::release);
  }
}
