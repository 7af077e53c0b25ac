package dev.trine.cli.bench;

/**
 * What training by a trainer takes beside its steps; the components are the keys of its JSON.
 *
 * @param millisecondsPerStep of the steps by themselves
 * @param streamedMilliseconds a step, of a set in host memory
 * @param streamedShare of the rate of steps by themselves
 * @param residentMilliseconds a step, of a set on the device
 * @param residentShare of the rate of steps by themselves
 */
record FitResult(
    String backend,
    String device,
    String workload,
    double millisecondsPerStep,
    double streamedMilliseconds,
    double streamedShare,
    double residentMilliseconds,
    double residentShare) {}
