package dev.trine.graph.compile;

import dev.trine.backend.Timing;
import dev.trine.graph.Cost;

/**
 * One call of a program in one run.
 *
 * @param name the op, its shapes, and the value that it computes where it computes one
 * @param timing as the backend counted and measured it
 * @param cost of the op, and of writing and reading the scratch that the backend gave it
 */
public record CallProfile(String name, Timing timing, Cost cost) {}
