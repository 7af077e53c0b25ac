package dev.trine.cpu;

/** Copies elements, of whatever type. */
final class CopyCall extends BlockwiseCall {
  private final Region in;
  private final Region out;

  CopyCall(Queue queue, Region in, Region out) {
    super(queue, "copy", out.elements(), in, out);
    this.in = in;
    this.out = out;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    in.copyTo(start, out, count);
  }
}
