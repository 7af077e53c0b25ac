/**
 * What becomes of a graph: {@link dev.trine.graph.compile.Differentiator} adds gradients to it, and
 * a {@link dev.trine.graph.compile.Program} fuses it, places it in memory, binds and records it.
 */
package dev.trine.graph.compile;
