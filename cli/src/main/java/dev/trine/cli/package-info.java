/** The command line {@code trine}: its parser, its failures, its process. */
package dev.trine.cli;
