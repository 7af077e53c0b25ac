package dev.trine.kernels;

/**
 * What decides which variant of a kernel a device can run, and how wide a launch should be.
 *
 * @param maxLanes of a group
 * @param localBytes local (shared) memory of a group
 * @param computeUnits multiprocessors or cores; at least 1, whatever a driver says
 * @param fmasPerClock fused multiply-adds of F32 that a compute unit does in a clock
 */
public record Limits(int maxLanes, int localBytes, int computeUnits, int fmasPerClock) {
  public Limits {
    computeUnits = Math.max(1, computeUnits);
  }
}
