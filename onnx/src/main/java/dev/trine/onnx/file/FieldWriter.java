package dev.trine.onnx.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the fields of a message in Protocol Buffers' wire format. What is large is kept as it was
 * given, not copied from message to message.
 */
final class FieldWriter {
  private static final int LARGE = 1 << 12;

  private final List<ByteBuffer> parts = new ArrayList<>();
  private final ByteArrayOutputStream small = new ByteArrayOutputStream();
  private long size;

  /** The message so far, part by part. */
  List<ByteBuffer> parts() {
    endSmall();
    return parts;
  }

  /** Its bytes so far. */
  long size() {
    return size + small.size();
  }

  /** An integer or an enum. */
  void number(int field, long value) {
    tag(field, WireType.VARINT);
    varint(value);
  }

  /** A float. */
  void real(int field, float value) {
    tag(field, WireType.FIXED32);
    byte[] bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    small.writeBytes(bytes);
  }

  /** A string; nothing if it is empty. */
  void text(int field, String value) {
    if (!value.isEmpty()) {
      bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Bytes, from the buffer's position to its limit. */
  void bytes(int field, ByteBuffer value) {
    tag(field, WireType.BYTES);
    varint(value.remaining());
    append(value.duplicate());
  }

  /** A message in this one. */
  void message(int field, Consumer<FieldWriter> content) {
    FieldWriter inner = new FieldWriter();
    content.accept(inner);
    tag(field, WireType.BYTES);
    varint(inner.size());
    inner.parts().forEach(this::append);
  }

  private void append(ByteBuffer part) {
    if (part.remaining() >= LARGE) {
      endSmall();
      size += part.remaining();
      parts.add(part);
    } else {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      small.writeBytes(copy);
    }
  }

  private void endSmall() {
    if (small.size() > 0) {
      size += small.size();
      parts.add(ByteBuffer.wrap(small.toByteArray()));
      small.reset();
    }
  }

  private void tag(int field, int wireType) {
    varint((long) field << WireType.BITS | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      small.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    small.write((int) rest);
  }
}
