package dev.trine.onnx.file;

import dev.trine.ModelFormatException;
import java.nio.ByteBuffer;

/** Integers of seven bits a byte, the lowest first; all but the last byte have the eighth set. */
final class Varint {
  private static final int MOST_BITS = 64;

  private Varint() {}

  static long read(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < MOST_BITS; shift += 7) {
      if (!from.hasRemaining()) {
        throw new ModelFormatException("it ends within a number");
      }
      byte next = from.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ModelFormatException("a number has more than ten bytes");
  }
}
