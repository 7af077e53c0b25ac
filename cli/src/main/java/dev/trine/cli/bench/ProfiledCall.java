package dev.trine.cli.bench;

import dev.trine.graph.Cost;
import dev.trine.graph.compile.CallProfile;
import java.util.List;

/**
 * What one call of a workload takes; the components are keys of its JSON.
 *
 * @param call the op, its shapes, and what it computes
 * @param count of launches or tasks
 * @param milliseconds median
 * @param shareOfStep of the time that the whole takes when it is replayed
 * @param limitMilliseconds what it would take at the limit that binds it: computing, or moving data
 * @param shareOfLimit how near it comes to that; above 1 where its data comes from a cache
 */
record ProfiledCall(
    String call,
    int count,
    double milliseconds,
    double shareOfStep,
    long bytes,
    long flops,
    double limitMilliseconds,
    double shareOfLimit) {

  /**
   * The median of several runs of one call.
   *
   * @param step seconds of the whole
   */
  static ProfiledCall of(List<CallProfile> runs, double step, Limits limits) {
    CallProfile any = runs.get(0);
    Cost cost = any.cost();
    double seconds = Median.of(runs.stream().map(run -> run.timing().seconds()).toList());
    return of(
        any.name(),
        any.timing().dispatches(),
        1e3 * seconds,
        seconds / step,
        cost.bytes(),
        cost.flops(),
        1e3 * cost.seconds(limits.flops(), limits.bandwidth()));
  }

  static ProfiledCall of(
      String call,
      int count,
      double milliseconds,
      double shareOfStep,
      long bytes,
      long flops,
      double limitMilliseconds) {
    // A device's clock may be too coarse to see the shortest.
    double shareOfLimit = milliseconds == 0 ? 0 : limitMilliseconds / milliseconds;
    return new ProfiledCall(
        call, count, milliseconds, shareOfStep, bytes, flops, limitMilliseconds, shareOfLimit);
  }
}
