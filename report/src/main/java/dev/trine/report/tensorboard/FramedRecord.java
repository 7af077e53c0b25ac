package dev.trine.report.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record of a TFRecord file: its length (8 bytes), a checksum of that (4), the content, and a
 * checksum of it (4), all with the least byte first. Checksums are CRC-32C, rotated right by 15
 * bits, plus a constant.
 */
final class FramedRecord {
  private static final int MASK = 0xa282ead8;

  private FramedRecord() {}

  static byte[] of(byte[] content) {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(content.length).array();
    return ByteBuffer.allocate(8 + 4 + content.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length)
        .putInt(checksum(length))
        .put(content)
        .putInt(checksum(content))
        .array();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
