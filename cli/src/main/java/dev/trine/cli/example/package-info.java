/** {@code trine example}. */
package dev.trine.cli.example;
