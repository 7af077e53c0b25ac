/** {@code trine train}. */
package dev.trine.cli.train;
