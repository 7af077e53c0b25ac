package dev.trine.cpu;

/** A part of a call that is over before the next begins. */
interface Phase {
  Phase NONE = () -> {};

  void run();
}
