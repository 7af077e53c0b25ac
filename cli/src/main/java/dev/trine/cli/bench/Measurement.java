package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a run of a workload takes.
 *
 * @param median seconds a run
 * @param repetitions how many times were measured
 * @param runs how many runs each of them enqueued before it waited
 * @param peakFlops floating-point operations a second of the best matrix product, the workload
 *     included
 */
record Measurement(double median, int repetitions, int runs, double peakFlops) {
  /** A compiler of the JVM has little of a machine whose cores are all at work. */
  private static final double WARM_UP_SECONDS = 3;

  private static final int WARM_UP_RUNS = 3;

  /** A repetition takes at least this long, so that waiting for its end does not matter. */
  private static final double REPETITION_SECONDS = 0.01;

  private static final int MOST_RUNS = 1000;
  private static final double ENOUGH_SECONDS = 1;
  private static final int ENOUGH_REPETITIONS = 20;
  private static final double TOO_MANY_SECONDS = 60;

  /**
   * Warms up, then measures until there are enough repetitions and enough time went by. In between,
   * for as long again, it measures the peak: both then see the same load of the machine.
   */
  static Measurement of(Backend backend, Workload workload, GemmPeak peak) {
    Stopwatch stopwatch = new Stopwatch(backend);
    int runs = warmUp(stopwatch, workload);
    List<Double> times = new ArrayList<>();
    double spent = 0;
    double spentOnPeak = 0;
    while (!isEnough(times.size(), spent)) {
      double time = stopwatch.seconds(workload::enqueue, runs);
      times.add(time);
      spent += time * runs;
      while (spentOnPeak < spent) {
        spentOnPeak += peak.sample();
      }
    }
    double own = workload.flops() / Collections.min(times);
    return new Measurement(Median.of(times), times.size(), runs, Math.max(own, peak.best()));
  }

  /** Returns how many runs make a repetition. */
  private static int warmUp(Stopwatch stopwatch, Workload workload) {
    double spent = 0;
    double last = 0;
    for (int run = 0; run < WARM_UP_RUNS || spent < WARM_UP_SECONDS; run++) {
      last = stopwatch.seconds(workload::enqueue, 1);
      spent += last;
    }
    return (int) Math.max(1, Math.min(MOST_RUNS, Math.ceil(REPETITION_SECONDS / last)));
  }

  private static boolean isEnough(int repetitions, double seconds) {
    return seconds >= TOO_MANY_SECONDS
        || (seconds >= ENOUGH_SECONDS && repetitions >= ENOUGH_REPETITIONS);
  }
}
