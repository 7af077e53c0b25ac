/**
 * Computations as graphs of op applications, their gradients, and the programs that they become:
 * {@link dev.trine.graph.Differentiator} adds gradients to a {@link dev.trine.graph.Graph}, which
 * {@link dev.trine.graph.Program} fuses, places in memory, binds and records.
 */
package dev.trine.graph;
