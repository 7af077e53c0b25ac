package dev.trine.report.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Fields in the wire format of protocol buffers, for the few types that events have. */
final class ProtocolBuffer {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtocolBuffer number(int field, double value) {
    tag(field, EIGHT_BYTES);
    return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  ProtocolBuffer number(int field, float value) {
    tag(field, FOUR_BYTES);
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  ProtocolBuffer number(int field, long value) {
    tag(field, VARINT);
    return varint(value);
  }

  /** A string in UTF-8, or a message. */
  ProtocolBuffer bytes(int field, byte[] content) {
    tag(field, LENGTH_DELIMITED);
    return varint(content.length).raw(content);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the least first; the eighth says that there are more. */
  private ProtocolBuffer varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
    return this;
  }

  private ProtocolBuffer raw(byte[] content) {
    bytes.writeBytes(content);
    return this;
  }
}
