package dev.trine.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Pixels in the format of PNG (ISO/IEC 15948): a header, rows without filter, deflated, an end. It
 * is written here and not by {@code javax.imageio}, for which a small Java runtime has no module.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BITS = 8;
  private static final byte GREY = 0;
  private static final byte COLOUR = 2;

  private Png() {}

  /**
   * The file.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @param bytes [height, width, channels]
   */
  static byte[] of(int height, int width, int channels, byte[] bytes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(BITS)
            .put(channels == 1 ? GREY : COLOUR)
            .array(); // then three zeros: the only compression and filters, no interlacing
    file.writeBytes(chunk("IHDR", header));
    file.writeBytes(chunk("IDAT", deflated(rows(height, width * channels, bytes))));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /** Each with a zero before it, which says that it is as it is. */
  private static byte[] rows(int height, int each, byte[] bytes) {
    ByteBuffer rows = ByteBuffer.allocate(height * (1 + each));
    for (int row = 0; row < height; row++) {
      rows.put((byte) 0).put(bytes, row * each, each);
    }
    return rows.array();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Its length, kind and content, and a checksum of kind and content. */
  private static byte[] chunk(String kind, byte[] content) {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }
}
