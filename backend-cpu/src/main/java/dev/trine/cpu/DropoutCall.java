package dev.trine.cpu;

import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Philox;
import dev.trine.backend.op.StepState;

/** Zeroes a random part of the elements and scales the others up. */
final class DropoutCall extends BlockwiseCall {
  private final Dropout spec;
  private final int threshold;
  private final Region stepState;
  private final Region in;
  private final Region out;
  private int step;

  DropoutCall(Gate gate, Dropout spec, Region stepState, Region in, Region out) {
    super(gate, "dropout", out.elements(), stepState, in, out);
    this.spec = spec;
    threshold = (int) Philox.threshold(spec.rate());
    this.stepState = stepState;
    this.in = in;
    this.out = out;
  }

  @Override
  boolean begin() {
    step = stepState.getInt(StepState.STEP);
    return true;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    float[] x = blocks.first();
    float[] keep = blocks.second();
    int[] bits = blocks.bits();
    blocks.philox().draw(bits, start, count, step, spec.stream(), spec.seed());
    keepMask(bits, threshold, count);
    in.get(start, x, count);
    scale(x, (float) spec.keptScale(), count);
    int[] values = blocks.moreBits();
    blocks.floatBits(x, values, count);
    and(values, bits, count);
    out.put(start, values, count);
  }

  /** All ones where the unsigned bits reach the threshold, else 0, without a branch. */
  private static void keepMask(int[] bits, int threshold, int count) {
    for (int i = 0; i < count; i++) {
      int b = bits[i];
      // The borrow of the unsigned difference b − threshold (Warren, Hacker's Delight, 2-13).
      int below = (~b & threshold) | (~(b ^ threshold) & (b - threshold));
      bits[i] = ~(below >> 31);
    }
  }

  private static void scale(float[] x, float factor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= factor;
    }
  }

  private static void and(int[] values, int[] mask, int count) {
    for (int i = 0; i < count; i++) {
      values[i] &= mask[i];
    }
  }
}
