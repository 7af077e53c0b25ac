package dev.trine.cli.bench;

import dev.trine.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code trine bench}. */
@Command(
    name = "bench",
    description = "Measure a workload on a device, and the device's limit in the same run.",
    subcommands = {BenchStep.class, BenchFit.class, BenchMatmul.class})
public final class BenchCommand extends CommandGroup {}
