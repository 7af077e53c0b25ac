package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import java.util.Locale;

/** What a benchmark found; the components are the keys of its JSON. */
record BenchResult(
    String backend,
    String device,
    String precision,
    String workload,
    double millisecondsPerStep,
    double samplesPerSecond,
    double gflops,
    double peakGflops,
    double shareOfPeak) {

  static BenchResult of(Backend backend, Workload workload, Measurement measured) {
    double flops = workload.flops() / measured.median();
    return new BenchResult(
        backend.device().backend(),
        backend.device().name(),
        backend.precision().name().toLowerCase(Locale.ROOT),
        workload.name(),
        1e3 * measured.median(),
        workload.samples() / measured.median(),
        1e-9 * flops,
        1e-9 * measured.peakFlops(),
        flops / measured.peakFlops());
  }
}
