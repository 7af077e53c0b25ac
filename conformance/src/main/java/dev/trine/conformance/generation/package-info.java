/** Generation step by step: whether a backend comes to the words that the reference comes to. */
package dev.trine.conformance.generation;
