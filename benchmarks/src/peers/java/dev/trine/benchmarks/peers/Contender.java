package dev.trine.benchmarks.peers;

/** A library at work on a {@link Task}, whose batch and parameters it already holds. */
interface Contender extends AutoCloseable {
  /** One training step; returns when it is done. */
  void step();

  /** One training step, and the mean loss that it started from. */
  double stepAndLoss();

  @Override
  void close();
}
