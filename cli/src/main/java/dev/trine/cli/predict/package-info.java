/** {@code trine predict} and {@code trine evaluate}: what a saved model makes of a table. */
package dev.trine.cli.predict;
