package dev.trine.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Floating-point operations; JMH divides by the time. */
@AuxCounters
@State(Scope.Thread)
public class Arithmetic {
  /** 10⁹ operations: in the result, GFLOP/s. */
  public double gflops;

  void count(double operations) {
    gflops += 1e-9 * operations;
  }
}
