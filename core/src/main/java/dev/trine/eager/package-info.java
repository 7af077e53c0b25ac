/** Tensors for direct use: each computation runs at once, by the ops of graphs. */
package dev.trine.eager;
