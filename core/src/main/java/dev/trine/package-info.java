/**
 * What goes wrong outside the caller's code, as unchecked exceptions under {@link TrineException}.
 */
package dev.trine;
