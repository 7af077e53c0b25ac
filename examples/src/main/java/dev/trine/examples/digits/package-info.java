/** Handwritten digits, read by networks of three kinds. */
package dev.trine.examples.digits;
