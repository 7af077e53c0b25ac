/** What is left of a training beside the model: a report, event files, results for programs. */
package dev.trine.cli.train.outcome;
