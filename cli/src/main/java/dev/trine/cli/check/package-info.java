/** {@code trine check}. */
package dev.trine.cli.check;
