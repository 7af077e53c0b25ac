package dev.trine.backend;

/** Calls that are enqueued together, as cheaply as the device allows. */
public interface Recording extends AutoCloseable {
  /** Puts all calls, in order, at the end of the queue. */
  void replay();

  /** Gives back the recording, not its calls. */
  @Override
  void close();
}
