package dev.trine.cpu;

import dev.trine.OutOfDeviceMemoryException;
import java.util.ArrayList;
import java.util.List;

/**
 * Working memory for primitives: one pad for each part of a product, which the same parts of all
 * products share. A pad that has become too small is kept for those that were bound to it; sizes
 * are powers of two, so that all of them together are less than twice the largest.
 */
final class Scratchpads implements AutoCloseable {
  private static final long SMALLEST = 4096;

  private final List<NativeMemory> current = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private final List<NativeMemory> outgrown = new ArrayList<>();

  /** The address of a pad of at least this size. */
  long reserve(int part, long bytes) {
    while (current.size() <= part) {
      current.add(null);
      sizes.add(0L);
    }
    if (sizes.get(part) < bytes || current.get(part) == null) {
      long size = Long.highestOneBit(Math.max(SMALLEST, bytes) * 2 - 1);
      NativeMemory larger = NativeMemory.allocate(size);
      if (larger == null) {
        throw new OutOfDeviceMemoryException(
            "oneDNN needs %s bytes of working memory, which are not there".formatted(size));
      }
      if (current.get(part) != null) {
        outgrown.add(current.get(part));
      }
      current.set(part, larger);
      sizes.set(part, size);
    }
    return current.get(part).address();
  }

  @Override
  public void close() {
    outgrown.forEach(NativeMemory::close);
    current.forEach(NativeMemory::close);
  }
}
