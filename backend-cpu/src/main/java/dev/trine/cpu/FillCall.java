package dev.trine.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sets every element to one number. */
final class FillCall extends BlockwiseCall {
  private final Region out;

  /** A block of the number's bits. */
  private final byte[] filled;

  FillCall(Gate gate, double value, Region out) {
    super(gate, "fill", out.elements(), out);
    this.out = out;
    filled = new byte[Blocks.LENGTH * out.type().bytes()];
    ByteBuffer block = ByteBuffer.wrap(filled).order(ByteOrder.nativeOrder());
    int bits = out.type().encode(value);
    while (block.hasRemaining()) {
      switch (out.type().bytes()) {
        case Byte.BYTES -> block.put((byte) bits);
        case Short.BYTES -> block.putShort((short) bits);
        default -> block.putInt(bits);
      }
    }
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    out.put(start, filled, count);
  }
}
