package dev.trine.cpu;

import java.util.Arrays;

/** Cross-entropy of the softmax of rows of scores, and its gradient where that is wanted. */
final class CrossEntropyCall extends RowwiseCall {
  private final double scale;
  private final Region logits;
  private final Region labels;
  private final Region losses;
  private final Region gradient;

  /**
   * @param gradient null where only the losses are wanted
   */
  CrossEntropyCall(
      Gate gate,
      double scale,
      int rows,
      int columns,
      Region logits,
      Region labels,
      Region losses,
      Region gradient) {
    super(gate, "softmaxCrossEntropy", rows, columns, logits, labels, losses, gradient);
    this.scale = scale;
    this.logits = logits;
    this.labels = labels;
    this.losses = losses;
    this.gradient = gradient;
  }

  @Override
  void rows(int first, int count, Blocks blocks) {
    float[] x = blocks.first();
    float[] largest = blocks.second();
    float[] loss = blocks.third();
    logits.get(first * columns(), x, count * columns());
    for (int row = 0; row < count; row++) {
      int label = labels.getInt(first + row);
      loss[row] = isClass(label) ? x[row * columns() + label] : Float.NaN;
    }
    Exponentials.ofRows(x, count, columns(), largest, blocks);
    for (int row = 0; row < count; row++) {
      int start = row * columns();
      int end = start + columns();
      double sum = RowLoops.sum(x, start, end);
      // Large scores' difference first: beside one of them, the logarithm would be rounded away.
      double distance = (double) largest[row] - loss[row];
      loss[row] = (float) (scale * (Math.log(sum) + distance));
      if (gradient != null) {
        differentiate(x, start, end, sum, labels.getInt(first + row));
      }
    }
    losses.put(first, loss, count);
    if (gradient != null) {
      gradient.put(first * columns(), x, count * columns());
    }
  }

  private void differentiate(float[] x, int start, int end, double sum, int label) {
    if (isClass(label)) {
      RowLoops.scale(x, start, end, (float) (scale / sum));
      x[start + label] -= (float) scale;
    } else {
      Arrays.fill(x, start, end, Float.NaN);
    }
  }

  private boolean isClass(int label) {
    return label >= 0 && label < columns();
  }
}
