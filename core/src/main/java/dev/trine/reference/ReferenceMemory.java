package dev.trine.reference;

import dev.trine.backend.Device;
import dev.trine.backend.MemoryStats;
import dev.trine.backend.internal.MemoryAccount;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reference's buffers, counted at the eight bytes that an F32 element takes here. */
final class ReferenceMemory {
  private final MemoryAccount account;
  private final Set<ReferenceBuffer> live = ConcurrentHashMap.newKeySet();

  ReferenceMemory(Device device, long limitBytes) {
    account = new MemoryAccount(device, Math.min(limitBytes, device.memoryBytes()));
  }

  ReferenceBuffer allocate(ReferenceQueue queue, DType type, long elements, String owner) {
    if (elements < 0) {
      throw new IllegalArgumentException(
          "'%s' asked for a buffer of %s elements".formatted(owner, elements));
    }
    long bytes = elements * (type == DType.F32 ? Double.BYTES : Integer.BYTES);
    account.reserve(owner, bytes);
    try {
      ReferenceBuffer buffer =
          new ReferenceBuffer(
              queue,
              type,
              Math.toIntExact(elements),
              owner,
              closed -> {
                live.remove(closed);
                account.release(owner, bytes);
              });
      live.add(buffer);
      return buffer;
    } catch (OutOfMemoryError full) {
      account.release(owner, bytes);
      throw account.exhausted(owner, bytes);
    }
  }

  MemoryStats stats() {
    return account.stats();
  }

  void close() {
    List.copyOf(live).forEach(ReferenceBuffer::close);
  }
}
