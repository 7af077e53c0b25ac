/**
 * Applications on real data, each a short program that reads from its data to its result, and the
 * little that they share.
 */
package dev.trine.examples;
