/** Data sets in host memory, those that are bundled, and their batches. */
package dev.trine.data;
