package dev.trine.cpu;

/** {@code out[r, c] = e^in[r, c] / Σ e^in[r, ·]}. */
final class SoftmaxCall extends RowwiseCall {
  private final Region in;
  private final Region out;

  SoftmaxCall(Gate gate, int rows, int columns, Region in, Region out) {
    super(gate, "softmax", rows, columns, in, out);
    this.in = in;
    this.out = out;
  }

  @Override
  void rows(int first, int count, Blocks blocks) {
    float[] x = blocks.first();
    in.get(first * columns(), x, count * columns());
    Exponentials.ofRows(x, count, columns(), blocks.second(), blocks);
    for (int row = 0; row < count; row++) {
      int start = row * columns();
      int end = start + columns();
      RowLoops.scale(x, start, end, (float) (1 / RowLoops.sum(x, start, end)));
    }
    out.put(first * columns(), x, count * columns());
  }
}
