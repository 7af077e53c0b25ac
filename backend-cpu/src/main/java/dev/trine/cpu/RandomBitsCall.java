package dev.trine.cpu;

import dev.trine.backend.op.StepState;

/** Fills a tensor with random bits. */
final class RandomBitsCall extends BlockwiseCall {
  private final long seed;
  private final int stream;
  private final Region stepState;
  private final Region out;
  private int step;

  RandomBitsCall(Gate gate, long seed, int stream, Region stepState, Region out) {
    super(gate, "randomBits", out.elements(), stepState, out);
    this.seed = seed;
    this.stream = stream;
    this.stepState = stepState;
    this.out = out;
  }

  @Override
  boolean begin() {
    step = stepState.getInt(StepState.STEP);
    return true;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    int[] bits = blocks.bits();
    blocks.philox().draw(bits, start, count, step, stream, seed);
    out.put(start, bits, count);
  }
}
