package dev.trine.backend;

import java.util.List;

/** Calls that are enqueued together, as cheaply as the device allows. */
public interface Recording extends AutoCloseable {
  /** Puts all calls, in order, at the end of the queue. */
  void replay();

  /**
   * Runs all calls once, in order, each by itself, and waits. What they compute is what {@link
   * #replay} would; it takes longer. Where the host enqueues more slowly than the device runs, the
   * times include waits for it, unless the device is still busy with replays from before.
   *
   * @return one for each call, in order
   */
  List<Timing> profile();

  /** Gives back the recording, not its calls. */
  @Override
  void close();
}
