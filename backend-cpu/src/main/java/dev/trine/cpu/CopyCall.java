package dev.trine.cpu;

/** Copies elements, of whatever type. */
final class CopyCall extends BlockwiseCall {
  private final Region in;
  private final Region out;

  CopyCall(Gate gate, Region in, Region out) {
    super(gate, "copy", out.elements(), in, out);
    this.in = in;
    this.out = out;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    in.copyTo(start, out, count);
  }
}
