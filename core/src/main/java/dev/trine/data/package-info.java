/**
 * Data sets, of named and typed fields, in memory or wherever a user has them; those that are
 * bundled; and their batches in host memory.
 */
package dev.trine.data;
