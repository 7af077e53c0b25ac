package dev.trine.cli.bench;

import dev.trine.backend.Backend;

/** Times work on a backend. */
record Stopwatch(Backend backend) {
  /** Seconds a run, of {@code runs} enqueued one after the other and then waited for. */
  double seconds(Workload workload, int runs) {
    backend.synchronize();
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      workload.enqueue();
    }
    backend.synchronize();
    return (System.nanoTime() - start) * 1e-9 / runs;
  }
}
