package dev.trine.backend.internal;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Device;
import dev.trine.backend.MemoryStats;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts a backend's memory by owner and refuses what does not fit. Thread-safe. */
public final class MemoryAccount {
  private static final int OWNERS_NAMED = 5;

  /** What helps whatever the memory is for; who asks for it may know of more. */
  private static final String REMEDY = "Use a smaller network or a device with more memory.";

  private final Device device;
  private final long limitBytes;
  private final Map<String, Long> live = new HashMap<>();
  private long liveBytes;
  private long peakBytes;

  public MemoryAccount(Device device, long limitBytes) {
    this.device = device;
    this.limitBytes = limitBytes;
  }

  /**
   * Enters an allocation that is about to be made.
   *
   * @throws OutOfDeviceMemoryException if it exceeds the limit or the device's largest allocation
   */
  public synchronized void reserve(String owner, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("'%s' asked for %s bytes".formatted(owner, bytes));
    }
    if (bytes > device.maxAllocationBytes()) {
      throw new OutOfDeviceMemoryException(
          "%s cannot hold one buffer of %s for '%s': its largest is %s. %s"
              .formatted(
                  device,
                  ByteSize.of(bytes),
                  owner,
                  ByteSize.of(device.maxAllocationBytes()),
                  REMEDY));
    }
    if (bytes > limitBytes - liveBytes) {
      throw exhausted(owner, bytes);
    }
    liveBytes += bytes;
    peakBytes = Math.max(peakBytes, liveBytes);
    live.merge(owner, bytes, Long::sum);
  }

  /** Takes an allocation out again. */
  public synchronized void release(String owner, long bytes) {
    liveBytes -= bytes;
    live.computeIfPresent(owner, (key, held) -> held == bytes ? null : Long.valueOf(held - bytes));
  }

  /** The error for an allocation that the device refused although it seemed to fit. */
  public synchronized OutOfDeviceMemoryException exhausted(String owner, long bytes) {
    String holders =
        largestFirst().entrySet().stream()
            .limit(OWNERS_NAMED)
            .map(e -> "'" + e.getKey() + "' " + ByteSize.of(e.getValue()))
            .collect(Collectors.joining(", "));
    return new OutOfDeviceMemoryException(
        "%s is out of memory: '%s' asked for %s, %s of %s are in use%s. %s"
            .formatted(
                device,
                owner,
                ByteSize.of(bytes),
                ByteSize.of(liveBytes),
                ByteSize.of(limitBytes),
                holders.isEmpty() ? "" : " (" + holders + ")",
                REMEDY));
  }

  public synchronized MemoryStats stats() {
    return new MemoryStats(liveBytes, peakBytes, limitBytes, largestFirst());
  }

  private Map<String, Long> largestFirst() {
    Map<String, Long> sorted = new LinkedHashMap<>();
    live.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }
}
