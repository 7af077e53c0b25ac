/**
 * What every backend computes to the same bits: each operation of expressions on numbers of all
 * kinds, every way in which tensors are walked, rows, and the products of portable backends. No
 * JUnit in here.
 */
package dev.trine.conformance.bits;
