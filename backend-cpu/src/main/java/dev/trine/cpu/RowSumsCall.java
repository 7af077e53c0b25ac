package dev.trine.cpu;

import dev.trine.backend.op.Reduction;

/** Sums of the rows of a matrix whose rows are short enough to be summed in one go. */
final class RowSumsCall extends RowwiseCall {
  private final Reduction spec;
  private final Region in;
  private final Region out;

  RowSumsCall(Gate gate, Reduction spec, Region in, Region out) {
    super(gate, "reduce", (int) spec.outer(), (int) spec.length(), in, out);
    this.spec = spec;
    this.in = in;
    this.out = out;
  }

  @Override
  void rows(int first, int count, Blocks blocks) {
    float[] x = blocks.first();
    float[] sums = blocks.second();
    in.get(first * columns(), x, count * columns());
    if (spec.kind() == Reduction.Kind.SUM_OF_SQUARES) {
      RowLoops.square(x, count * columns());
    }
    for (int row = 0; row < count; row++) {
      int start = row * columns();
      sums[row] = (float) (spec.scale() * RowLoops.sum(x, start, start + columns()));
    }
    out.put(first, sums, count);
  }
}
