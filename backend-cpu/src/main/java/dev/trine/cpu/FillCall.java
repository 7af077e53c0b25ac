package dev.trine.cpu;

import dev.trine.tensor.DType;
import java.util.Arrays;

/** Sets every element to one number. */
final class FillCall extends BlockwiseCall {
  private final Region out;

  /** A block of the number's bits. */
  private final int[] filled = new int[Blocks.LENGTH];

  FillCall(Gate gate, double value, Region out) {
    super(gate, "fill", out.elements(), out);
    this.out = out;
    boolean whole = out.buffer().type() == DType.I32;
    Arrays.fill(filled, whole ? (int) value : Float.floatToRawIntBits((float) value));
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    out.put(start, filled, count);
  }
}
