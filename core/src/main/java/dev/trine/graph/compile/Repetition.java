package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.graph.Convergence;

/** Repeats the recorded turns of a loop until it settles, which it reads from the device. */
final class Repetition {
  private final Backend backend;
  private final String name;
  private final Convergence convergence;
  private final View residual;
  private final HostBuffer host;
  private Settling last;

  /**
   * @param residual what {@link Residual} gives
   * @param host of as many elements
   */
  Repetition(
      Backend backend, String name, Convergence convergence, View residual, HostBuffer host) {
    this.backend = backend;
    this.name = name;
    this.convergence = convergence;
    this.residual = residual;
    this.host = host;
  }

  /**
   * Waits for the loop.
   *
   * @param turns enqueues {@link Convergence#TURNS} turns
   */
  void run(Runnable turns) {
    int iterations = 0;
    double distance;
    do {
      turns.run();
      iterations += Convergence.TURNS;
      backend.download(residual, host).await();
      distance = distance();
    } while (!(distance <= convergence.tolerance())
        && isFinite()
        && iterations < convergence.iterations());
    last = new Settling(name, iterations, distance, convergence.tolerance());
  }

  private double distance() {
    return host.get(0) == 0 ? 0 : host.get(0) / host.get(1);
  }

  private boolean isFinite() {
    return Double.isFinite(host.get(0)) && Double.isFinite(host.get(1));
  }

  /** How the last run went. */
  Settling last() {
    return last;
  }
}
