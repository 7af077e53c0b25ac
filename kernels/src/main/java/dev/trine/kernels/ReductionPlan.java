package dev.trine.kernels;

import dev.trine.backend.op.Reduction;

/**
 * How a reduction is spread over lanes and passes. It follows from the shape alone, and with it the
 * order of the additions.
 *
 * @param chunks parts of the reduced axis that are summed each on its own, in a first pass, and
 *     added up in a second; 1 for a single pass
 * @param chunk the length of each but the last
 * @param across neighbouring outputs that a group computes at once, a power of two; its other lanes
 *     share the axis
 */
record ReductionPlan(long chunks, long chunk, int across) {
  /** Terms that one lane adds up before it pays to cut the axis. */
  private static final int TERMS_PER_LANE = 64;

  /** Bounds the length of the second pass. */
  private static final int MAX_CHUNKS = 1024;

  static ReductionPlan of(Reduction spec, int lanes) {
    int across = across(spec, lanes);
    long shortest = (long) TERMS_PER_LANE * (lanes / across);
    long chunk = Math.max(shortest, ceilDiv(spec.length(), MAX_CHUNKS));
    if (spec.length() <= 2 * chunk) {
      chunk = Math.max(1, spec.length());
    }
    return new ReductionPlan(Math.max(1, ceilDiv(spec.length(), chunk)), chunk, across);
  }

  /** Lanes beside each other read elements beside each other: outputs, or terms of one output. */
  private static int across(Reduction spec, int lanes) {
    if (spec.inner() > 1) {
      return powerOfTwo(spec.inner(), lanes);
    }
    return lanes / powerOfTwo(spec.length(), lanes);
  }

  /** The least power of two that is at least {@code n}, but at most {@code most}, which is one. */
  static int powerOfTwo(long n, int most) {
    int power = 1;
    while (power < n && power < most) {
      power *= 2;
    }
    return power;
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
