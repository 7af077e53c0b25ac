/** {@code trine summary}: what a network is made of and what it takes. */
package dev.trine.cli.summary;
