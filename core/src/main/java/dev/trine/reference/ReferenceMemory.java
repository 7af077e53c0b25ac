package dev.trine.reference;

import dev.trine.backend.Device;
import dev.trine.backend.MemoryStats;
import dev.trine.backend.internal.MemoryAccount;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reference's buffers, counted as a device would, though each takes three times as much. */
final class ReferenceMemory {
  private final MemoryAccount account;
  private final Set<ReferenceBuffer> live = ConcurrentHashMap.newKeySet();

  ReferenceMemory(Device device, long limitBytes) {
    account = new MemoryAccount(device, Math.min(limitBytes, device.memoryBytes()));
  }

  ReferenceBuffer allocate(ReferenceQueue queue, long bytes, String owner) {
    account.reserve(owner, bytes);
    try {
      ReferenceBuffer buffer =
          new ReferenceBuffer(
              queue,
              bytes,
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
