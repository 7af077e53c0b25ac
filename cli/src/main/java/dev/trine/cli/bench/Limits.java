package dev.trine.cli.bench;

/**
 * The most that the device was seen to do in this run.
 *
 * @param flops operations a second: in fused products and sums on registers, or in the best matrix
 *     product where that has more
 * @param bandwidth bytes a second, read and written, in the best copy
 */
record Limits(double flops, double bandwidth) {}
