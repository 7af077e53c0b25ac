/** What backends make of small graphs: of derived and fused ops, and of their gradients. */
package dev.trine.conformance.graph;
