package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.graph.compile.CallProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run of a workload call by call; the components are keys of its JSON.
 *
 * @param calls what the device is handed in a run, one after the other: kernel launches, or tasks
 *     of the CPU's threads
 * @param bytes that they read and write at least
 * @param minimumBytes that the workload has to read and write, however it is cut into calls
 * @param copyBandwidth bytes a second of the best copy
 * @param arithmeticPeak floating-point operations a second that nothing exceeded
 * @param limitMilliseconds what a run would take if each call ran at the limit that binds it
 */
record Profile(
    int calls,
    long bytes,
    long minimumBytes,
    double copyBandwidth,
    double arithmeticPeak,
    double limitMilliseconds,
    List<ProfiledCall> profile) {
  private static final int ENOUGH_PASSES = 15;
  private static final double ENOUGH_SECONDS = 1;
  private static final double TOO_MANY_SECONDS = 30;

  /** Goes through the workload call by call again and again, and measures the limits in between. */
  static Profile of(Backend backend, Workload workload, Measurement measured) {
    try (Probe copies = Probe.copies(backend);
        Probe arithmetic = Probe.multiplyAdds(backend)) {
      List<List<CallProfile>> passes = new ArrayList<>();
      double spent = 0;
      double spentOnLimits = 0;
      while (!isEnough(passes.size(), spent)) {
        long start = System.nanoTime();
        passes.add(workload.profile());
        spent += (System.nanoTime() - start) * 1e-9;
        while (spentOnLimits < spent) {
          spentOnLimits += copies.sample() + arithmetic.sample();
        }
      }
      double flops = Math.max(arithmetic.best(), measured.peakFlops());
      return of(passes, workload, measured.median(), new Limits(flops, copies.best()));
    }
  }

  private static boolean isEnough(int passes, double seconds) {
    return seconds >= TOO_MANY_SECONDS || (seconds >= ENOUGH_SECONDS && passes >= ENOUGH_PASSES);
  }

  private static Profile of(
      List<List<CallProfile>> passes, Workload workload, double step, Limits limits) {
    List<ProfiledCall> calls =
        IntStream.range(0, passes.get(0).size())
            .mapToObj(call -> passes.stream().map(pass -> pass.get(call)).toList())
            .map(runs -> ProfiledCall.of(runs, step, limits))
            .toList();
    return new Profile(
        calls.stream().mapToInt(ProfiledCall::count).sum(),
        calls.stream().mapToLong(ProfiledCall::bytes).sum(),
        workload.minimumBytes(),
        limits.bandwidth(),
        limits.flops(),
        calls.stream().mapToDouble(ProfiledCall::limitMilliseconds).sum(),
        calls);
  }

  /** All calls as if they were one. */
  ProfiledCall total() {
    return ProfiledCall.of(
        "all calls",
        calls,
        profile.stream().mapToDouble(ProfiledCall::milliseconds).sum(),
        profile.stream().mapToDouble(ProfiledCall::shareOfStep).sum(),
        bytes,
        profile.stream().mapToLong(ProfiledCall::flops).sum(),
        limitMilliseconds);
  }
}
