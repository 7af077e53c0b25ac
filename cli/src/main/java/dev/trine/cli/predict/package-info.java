/** {@code trine predict} and {@code trine evaluate}: what a saved model makes of a user's data. */
package dev.trine.cli.predict;
