/** Recognises spoken digits. */
package dev.trine.examples.speech;
