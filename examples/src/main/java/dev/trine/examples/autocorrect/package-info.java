/** From what was typed to what was meant. */
package dev.trine.examples.autocorrect;
