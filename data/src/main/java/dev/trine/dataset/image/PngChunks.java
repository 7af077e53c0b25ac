package dev.trine.dataset.image;

import dev.trine.DataException;
import java.nio.ByteBuffer;

/**
 * The parts of a PNG file, each with its length before it. The decoder of the JDK allocates what a
 * part claims, so that is checked first.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int LAST = 0x49454E44; // IEND

  /** Type and checksum. */
  private static final int FRAME = 8;

  private PngChunks() {}

  /**
   * @param file of which the signature is known to be right
   * @throws DataException if a part claims more bytes than there are, or the last is missing
   */
  static void check(Object source, byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).position(SIGNATURE);
    while (bytes.remaining() >= Integer.BYTES + FRAME) {
      int at = bytes.position();
      long length = Integer.toUnsignedLong(bytes.getInt());
      if (length + FRAME > bytes.remaining()) {
        throw new DataException(
            "%s, byte %s: a part of %s bytes is declared, but %s follow: the file is cut short or damaged; fetch it again"
                .formatted(source, at, length, bytes.remaining() - FRAME));
      }
      if (bytes.getInt() == LAST) {
        return;
      }
      bytes.position(at + Integer.BYTES + FRAME + (int) length);
    }
    throw new DataException(
        "%s ends after %s bytes without the part IEND: the file is cut short; fetch it again"
            .formatted(source, file.length));
  }
}
