/** Where a user's own examples come from. */
package dev.trine.cli.train.source;
