package dev.trine.backend;

/** The end of a transfer that may still be under way. */
public interface Ticket {
  /** A transfer that was complete when its call returned. */
  Ticket DONE = () -> {};

  /** Blocks until the transfer is done. */
  void await();
}
