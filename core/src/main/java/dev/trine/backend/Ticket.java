package dev.trine.backend;

/**
 * The end of something enqueued, which may still be under way: of a transfer, or of all that came
 * before a {@linkplain Backend#mark mark}. The host can wait for it here, from any thread, and the
 * device by {@link Backend#await}.
 */
public interface Ticket {
  /** Of what was complete when its call returned. Every backend takes it. */
  Ticket DONE = () -> {};

  /** Blocks until it is done. */
  void await();
}
