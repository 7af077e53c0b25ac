package dev.trine.backend;

import dev.trine.tensor.DType;

/**
 * Host memory from which and into which a backend transfers, pinned where the device gains by it.
 * Leave it alone between handing it to a transfer and the end of that transfer's {@link Ticket}.
 */
public interface HostBuffer extends AutoCloseable {
  DType type();

  long elements();

  /** Writes {@code count} elements of {@code from}, starting at {@code start}, to {@code at}. */
  void put(long at, float[] from, int start, int count);

  /** As {@link #put(long, float[], int, int)}, for {@link DType#I32}. */
  void put(long at, int[] from, int start, int count);

  /** Reads {@code count} elements that start at {@code at} into {@code to}. */
  void get(long at, float[] to, int start, int count);

  /** As {@link #get(long, float[], int, int)}, for {@link DType#I32}. */
  void get(long at, int[] to, int start, int count);

  /** Writes one element, rounded to the type of this buffer. */
  void set(long at, double value);

  /** Reads one element; a backend that computes in double gives it in full. */
  double get(long at);

  @Override
  void close();
}
