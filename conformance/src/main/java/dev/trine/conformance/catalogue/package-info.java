/**
 * What every backend must get right: one {@link dev.trine.conformance.catalogue.OpCase} an op,
 * shape and kind of input, each with its own bound on the error.
 */
package dev.trine.conformance.catalogue;
