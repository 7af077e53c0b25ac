package dev.trine.backend;

/**
 * What one call of a {@link Recording} took in one run.
 *
 * @param dispatches the pieces of work that it handed to the device, one after the other: launches
 *     of kernels, or tasks of the CPU's threads; 0 for an op on empty tensors
 * @param seconds that they took, one after the other
 */
public record Timing(int dispatches, double seconds) {}
