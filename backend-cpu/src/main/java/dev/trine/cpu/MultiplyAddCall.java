package dev.trine.cpu;

import dev.trine.backend.op.ProbeOps;

/** Rounds of products and sums on a block at a time. */
final class MultiplyAddCall extends BlockwiseCall {
  private final int rounds;
  private final Region in;
  private final Region out;

  MultiplyAddCall(Gate gate, int rounds, Region in, Region out) {
    super(gate, "multiplyAdd", out.elements(), in, out);
    this.rounds = rounds;
    this.in = in;
    this.out = out;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    float[] x = blocks.first();
    in.get(start, x, count);
    for (int round = 0; round < rounds; round++) {
      for (int step = 0; step < ProbeOps.STEPS; step++) {
        multiplyAdd(x, (float) ProbeOps.FACTOR, (float) ProbeOps.ADDEND, count);
      }
    }
    out.put(start, x, count);
  }

  private static void multiplyAdd(float[] x, float factor, float addend, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = factor * x[i] + addend;
    }
  }
}
