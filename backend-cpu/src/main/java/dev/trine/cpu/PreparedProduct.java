package dev.trine.cpu;

/** A prepared matrix product, in pieces that are independent of each other. */
interface PreparedProduct extends Team.Task, AutoCloseable {
  int pieces();

  @Override
  default void close() {}
}
