/**
 * Mappings that every backend computes to the same bits: each operation of expressions on numbers
 * of all kinds, and every way in which tensors are walked. No JUnit in here.
 */
package dev.trine.conformance.bits;
