package dev.trine.dataset.idx;

import dev.trine.DataException;
import dev.trine.dataset.array.ArrayHeader;
import dev.trine.dataset.array.ElementType;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The header of a file in IDX format (LeCun, Cortes and Burges, "The MNIST database"): two bytes of
 * 0, one for the type, one for the number of dimensions, and four for each of these, big-endian as
 * all that follows.
 */
final class IdxHeader {
  private static final int FIXED = 4;
  private static final int EACH_EXTENT = 4;

  private IdxHeader() {}

  /**
   * @throws java.io.EOFException if the file ends before its header does
   */
  static ArrayHeader read(String source, DataInputStream in) throws IOException {
    int zeros = in.readUnsignedShort();
    if (zeros != 0) {
      throw new DataException(
          "%s begins with the bytes %02x %02x, expected 00 00 as in IDX format: give a file of that format, plain or named .gz"
              .formatted(source, zeros >> 8, zeros & 0xFF));
    }
    ElementType type = type(source, in.readUnsignedByte());
    long[] extents = new long[in.readUnsignedByte()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = Integer.toUnsignedLong(in.readInt());
    }
    return new ArrayHeader(
        source,
        type,
        ByteOrder.BIG_ENDIAN,
        ArrayHeader.shape(source, extents),
        false,
        FIXED + (long) EACH_EXTENT * extents.length);
  }

  private static ElementType type(String source, int code) {
    return switch (code) {
      case 0x08 -> ElementType.U8;
      case 0x09 -> ElementType.I8;
      case 0x0B -> ElementType.I16;
      case 0x0C -> ElementType.I32;
      case 0x0D -> ElementType.F32;
      case 0x0E -> ElementType.F64;
      default ->
          throw new DataException(
              "%s, byte 2: the type is %02x, expected one of IDX format: 08, 09, 0b, 0c, 0d or 0e; the file is damaged or of another format"
                  .formatted(source, code));
    };
  }
}
