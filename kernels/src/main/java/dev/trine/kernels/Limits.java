package dev.trine.kernels;

/**
 * What decides which variant of a kernel a device can run, and how wide a launch should be.
 *
 * @param maxLanes of a group
 * @param localBytes local (shared) memory of a group
 * @param computeUnits multiprocessors or cores
 */
public record Limits(int maxLanes, int localBytes, int computeUnits) {}
