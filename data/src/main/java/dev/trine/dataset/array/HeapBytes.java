package dev.trine.dataset.array;

/** Bytes in memory. */
record HeapBytes(byte[] bytes) implements ByteSource {
  @Override
  public void read(long at, byte[] to, int start, int count) {
    System.arraycopy(bytes, Math.toIntExact(at), to, start, count);
  }
}
