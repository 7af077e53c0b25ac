package dev.trine.nn;

/**
 * How much is generated at once.
 *
 * @param rows sequences side by side
 * @param length their steps at most
 * @param time steps that the network is made for
 */
record GenerationSize(int rows, int length, int time) {}
