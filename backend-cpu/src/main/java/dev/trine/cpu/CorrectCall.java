package dev.trine.cpu;

/** Whether the largest score of each row, the first of equals, is that of its label. */
final class CorrectCall extends RowwiseCall {
  private final Region logits;
  private final Region labels;
  private final Region out;

  CorrectCall(Gate gate, int rows, int columns, Region logits, Region labels, Region out) {
    super(gate, "correct", rows, columns, logits, labels, out);
    this.logits = logits;
    this.labels = labels;
    this.out = out;
  }

  @Override
  void rows(int first, int count, Blocks blocks) {
    float[] x = blocks.first();
    float[] hits = blocks.second();
    logits.get(first * columns(), x, count * columns());
    for (int row = 0; row < count; row++) {
      int start = row * columns();
      hits[row] = isLargest(x, start, start + columns(), labels.getInt(first + row)) ? 1 : 0;
    }
    out.put(first, hits, count);
  }

  private static boolean isLargest(float[] x, int start, int end, int label) {
    if (label < 0 || label >= end - start) {
      return false;
    }
    int at = start + label;
    // The comparison with the row's maximum fails for all if that is NaN.
    return x[at] == RowLoops.max(x, start, end) && !contains(x, start, at, x[at]);
  }

  private static boolean contains(float[] x, int start, int end, float value) {
    for (int i = start; i < end; i++) {
      if (x[i] == value) {
        return true;
      }
    }
    return false;
  }
}
