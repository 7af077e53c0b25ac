package dev.trine.cli.train;

import dev.trine.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code trine train}. */
@Command(
    name = "train",
    description = "Train a network on a bundled data set.",
    subcommands = TrainDigits.class)
public final class TrainCommand extends CommandGroup {}
