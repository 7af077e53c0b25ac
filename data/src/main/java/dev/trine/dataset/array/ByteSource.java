package dev.trine.dataset.array;

/** Bytes that any number of threads read at once, each by its place. */
interface ByteSource {
  /**
   * Copies {@code count} bytes from place {@code at} on.
   *
   * @throws IndexOutOfBoundsException if there are not as many
   */
  void read(long at, byte[] to, int start, int count);
}
