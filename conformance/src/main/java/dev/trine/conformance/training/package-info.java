/**
 * Whole training runs: whether a backend learns as the reference does, and leaves nothing behind.
 */
package dev.trine.conformance.training;
