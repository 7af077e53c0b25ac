package dev.trine.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes that must at least move between memory and processor; JMH divides by the time. */
@AuxCounters
@State(Scope.Thread)
public class Traffic {
  /** 10⁹ bytes: in the result, GB/s. */
  public double gigabytes;

  void count(double bytes) {
    gigabytes += 1e-9 * bytes;
  }
}
