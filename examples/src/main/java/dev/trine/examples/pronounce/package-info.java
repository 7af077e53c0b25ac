/** From letters to phonemes. */
package dev.trine.examples.pronounce;
