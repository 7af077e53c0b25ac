/**
 * {@code trine bundle}: Trine with a Java of its own in one file, for machines that have neither.
 */
package dev.trine.cli.bundle;
