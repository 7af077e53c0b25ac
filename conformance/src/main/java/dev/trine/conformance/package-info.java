/**
 * Whether a backend is right: {@link dev.trine.conformance.Conformance} runs the catalogue of op
 * cases on it and compares with the double-precision reference.
 */
package dev.trine.conformance;
