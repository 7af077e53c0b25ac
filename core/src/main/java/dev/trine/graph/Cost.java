package dev.trine.graph;

import dev.trine.backend.View;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;

/**
 * The work that there is to a computation, however it is done.
 *
 * @param flops operations on single numbers, a root or a power counting as one
 * @param bytes each input read once and each output written once
 */
public record Cost(long flops, long bytes) {
  /**
   * What reads and writes tensors.
   *
   * @param read a view that is there twice is read once; null stands for none
   * @param written null stands for none
   */
  public static Cost of(long flops, Collection<View> read, Collection<View> written) {
    return new Cost(flops, bytes(new HashSet<>(read)) + bytes(written));
  }

  private static long bytes(Collection<View> views) {
    return views.stream()
        .filter(Objects::nonNull)
        .mapToLong(view -> view.elements() * view.type().bytes())
        .sum();
  }

  public Cost plus(Cost other) {
    return new Cost(flops + other.flops, bytes + other.bytes);
  }

  /**
   * The least time in which a device can do it, as computing and moving data overlap at best
   * (Williams, Waterman and Patterson 2009, the roofline model).
   *
   * @param flopsPerSecond the most that the device computes
   * @param bytesPerSecond the most that it moves
   */
  public double seconds(double flopsPerSecond, double bytesPerSecond) {
    return Math.max(flops / flopsPerSecond, bytes / bytesPerSecond);
  }
}
