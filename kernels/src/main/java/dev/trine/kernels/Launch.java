package dev.trine.kernels;

/** A kernel with grid and arguments, ready to be enqueued any number of times. */
public interface Launch extends AutoCloseable {
  void enqueue();

  @Override
  void close();
}
