package dev.trine.cli.bench;

import dev.trine.graph.compile.CallProfile;
import java.util.List;

/** Work that can be enqueued again and again. */
interface Workload extends AutoCloseable {
  /** What it is, in a few words. */
  String name();

  /** What one run is called: {@code step}, {@code product}. */
  String unit();

  /** Multiplications and additions of one run's matrix products. */
  double flops();

  /** Examples, or rows, that one run works through. */
  double samples();

  /** Bytes that a run has to read and write, however it is cut into calls. */
  long minimumBytes();

  /** Runs once more, call by call, and waits. */
  List<CallProfile> profile();

  /** Enqueues one run; does not wait. */
  void enqueue();

  /**
   * Makes sure, at the end, that the runs did all of their work.
   *
   * @throws dev.trine.TrineException if not
   */
  default void check() {}

  @Override
  void close();
}
