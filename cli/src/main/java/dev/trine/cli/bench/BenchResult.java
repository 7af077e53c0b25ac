package dev.trine.cli.bench;

import com.google.gson.GsonBuilder;
import dev.trine.TrineException;
import dev.trine.backend.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark found; the components are the keys of its JSON. */
record BenchResult(
    String backend,
    String device,
    String workload,
    double millisecondsPerStep,
    double samplesPerSecond,
    double gflops,
    double peakGflops,
    double shareOfPeak) {

  static BenchResult of(Device device, Workload workload, Measurement measured) {
    double flops = workload.flops() / measured.median();
    return new BenchResult(
        device.backend(),
        device.name(),
        workload.name(),
        1e3 * measured.median(),
        workload.samples() / measured.median(),
        1e-9 * flops,
        1e-9 * measured.peakFlops(),
        flops / measured.peakFlops());
  }

  void write(Path file) {
    try {
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n");
    } catch (IOException failure) {
      throw new TrineException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }
}
