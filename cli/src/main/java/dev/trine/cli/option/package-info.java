/** Options that several commands have, and what their values must be. */
package dev.trine.cli.option;
