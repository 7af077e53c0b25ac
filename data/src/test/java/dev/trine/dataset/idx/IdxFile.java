package dev.trine.dataset.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Makes files in IDX format. */
final class IdxFile {
  private IdxFile() {}

  static byte[] of(int type, int[] extents, byte... elements) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + elements.length);
    file.putShort((short) 0).put((byte) type).put((byte) extents.length);
    for (int extent : extents) {
      file.putInt(extent);
    }
    return file.put(elements).array();
  }

  static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(to)) {
      packing.write(bytes);
    }
    return to.toByteArray();
  }

  /** {@code count} images of 3 rows and 2 columns, whose bytes count on from 250. */
  static byte[] images(int count) {
    byte[] pixels = new byte[count * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (250 + i);
    }
    return of(0x08, new int[] {count, 3, 2}, pixels);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return of(0x08, new int[] {labels.length}, bytes);
  }
}
