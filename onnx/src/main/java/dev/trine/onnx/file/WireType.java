package dev.trine.onnx.file;

/** How a field lies in a message, in the lowest bits of its tag. */
final class WireType {
  static final int BITS = 3;
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private WireType() {}
}
