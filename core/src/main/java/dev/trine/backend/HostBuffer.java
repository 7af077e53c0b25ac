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

  /** As {@link #put(long, float[], int, int)}, for {@link DType#U8}. */
  void put(long at, byte[] from, int start, int count);

  /** As {@link #put(long, float[], int, int)}, for the bits of {@link DType#BF16}. */
  void put(long at, short[] from, int start, int count);

  /** Reads {@code count} elements that start at {@code at} into {@code to}. */
  void get(long at, float[] to, int start, int count);

  /** As {@link #get(long, float[], int, int)}, for {@link DType#I32}. */
  void get(long at, int[] to, int start, int count);

  /** As {@link #get(long, float[], int, int)}, for {@link DType#U8}. */
  void get(long at, byte[] to, int start, int count);

  /** As {@link #get(long, float[], int, int)}, for the bits of {@link DType#BF16}. */
  void get(long at, short[] to, int start, int count);

  /**
   * Writes one element, as {@link DType#encode} rounds it.
   *
   * @throws IllegalArgumentException if the type is one of whole numbers that has not this one
   */
  void set(long at, double value);

  /** Reads one element; a backend that computes in double gives it in full. */
  double get(long at);

  @Override
  void close();
}
