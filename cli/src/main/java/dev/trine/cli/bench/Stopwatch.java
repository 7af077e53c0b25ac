package dev.trine.cli.bench;

import dev.trine.backend.Backend;

/** Times work on a backend. */
record Stopwatch(Backend backend) {
  /** Seconds a run, of {@code runs} enqueued one after the other and then waited for. */
  double seconds(Runnable work, int runs) {
    backend.synchronize();
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      work.run();
    }
    backend.synchronize();
    return (System.nanoTime() - start) * 1e-9 / runs;
  }
}
