package dev.trine.backend;

import java.util.Map;

/**
 * A snapshot of a backend's device memory.
 *
 * @param liveBytes held now
 * @param peakBytes the most ever held at once
 * @param limitBytes what may be held
 * @param liveBytesByOwner largest first
 */
public record MemoryStats(
    long liveBytes, long peakBytes, long limitBytes, Map<String, Long> liveBytesByOwner) {}
