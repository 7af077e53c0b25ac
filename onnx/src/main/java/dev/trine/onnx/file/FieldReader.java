package dev.trine.onnx.file;

import dev.trine.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the fields of a message in Protocol Buffers' wire format, trusting nothing: no length is
 * believed that goes beyond the bytes that are there, and bytes are not copied. A message is
 * refused that has more parts than any model, since each takes memory many times its size.
 */
final class FieldReader {
  private static final int MOST_PARTS = 1 << 20;

  private final ByteBuffer bytes;
  private final int[] parts;
  private int wireType;

  /** A reader of a whole file. */
  FieldReader(ByteBuffer bytes) {
    this(bytes, new int[1]);
  }

  private FieldReader(ByteBuffer bytes, int[] parts) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.parts = parts;
  }

  /** Goes to the next field; its number, or 0 at the end. */
  int next() {
    if (!bytes.hasRemaining()) {
      return 0;
    }
    count();
    long tag = varint();
    wireType = (int) tag & 7;
    long field = tag >>> WireType.BITS;
    if (field < 1 || field > Integer.MAX_VALUE >> WireType.BITS) {
      throw new ModelFormatException("a field has the number " + field);
    }
    return (int) field;
  }

  /** The current field as an integer. */
  long number() {
    expect(WireType.VARINT);
    return varint();
  }

  /** The current field as a float. */
  float real() {
    expect(WireType.FIXED32);
    return bytes(Float.BYTES).getFloat();
  }

  /** The current field as bytes; a view, little-endian. */
  ByteBuffer bytes() {
    expect(WireType.BYTES);
    return bytes(varint());
  }

  /** The current field as a message. */
  FieldReader message() {
    return new FieldReader(bytes(), parts);
  }

  /** The current field as a string. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString();
    } catch (CharacterCodingException malformed) {
      throw new ModelFormatException("a text is no UTF-8", malformed);
    }
  }

  /** Adds the current field, one integer or several packed together. */
  void numbers(List<Long> to) {
    if (wireType == WireType.VARINT) {
      to.add(varint());
      return;
    }
    FieldReader packed = message();
    while (packed.bytes.hasRemaining()) {
      count();
      to.add(packed.varint());
    }
  }

  /** Adds the current field, one float or several packed together. */
  void reals(List<Float> to) {
    if (wireType == WireType.FIXED32) {
      to.add(real());
      return;
    }
    FieldReader packed = message();
    while (packed.bytes.hasRemaining()) {
      count();
      to.add(packed.bytes(Float.BYTES).getFloat());
    }
  }

  /** Leaves out the current field. */
  void skip() {
    switch (wireType) {
      case WireType.VARINT -> varint();
      case WireType.FIXED64 -> bytes(Long.BYTES);
      case WireType.BYTES -> bytes();
      case WireType.FIXED32 -> bytes(Float.BYTES);
      default ->
          throw new ModelFormatException(
              "a field is of the kind %s, which no model has".formatted(wireType));
    }
  }

  private void count() {
    if (++parts[0] > MOST_PARTS) {
      throw new ModelFormatException(
          "it has more than %s fields and numbers beside its tensors, which no model needs"
              .formatted(MOST_PARTS));
    }
  }

  private void expect(int type) {
    if (wireType != type) {
      throw new ModelFormatException(
          "a field is of the kind %s, expected %s".formatted(wireType, type));
    }
  }

  private ByteBuffer bytes(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new ModelFormatException(
          "a field of %s bytes goes beyond the %s that are left"
              .formatted(Long.toUnsignedString(count), bytes.remaining()));
    }
    ByteBuffer part = bytes.slice(bytes.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) count);
    return part;
  }

  private long varint() {
    return Varint.read(bytes);
  }
}
