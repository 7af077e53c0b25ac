/**
 * Computations as graphs of op applications. A {@link dev.trine.graph.Graph} is a list of them; an
 * {@link dev.trine.graph.Op} says what it gives, what its gradient is, and how it binds to a
 * backend.
 */
package dev.trine.graph;
