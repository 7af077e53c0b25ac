package dev.trine.cpu;

/**
 * The largest or smallest numbers, for one thread. Any order gives the same, so rows are folded in
 * whichever way keeps loops long.
 */
abstract class Extremes extends Folding {
  /** From this length on a row is folded by itself. */
  private static final int LONG = 64;

  private static final int FEW = 16;

  private final float[] values = new float[MapBlocks.LENGTH];
  private final float[] others = new float[MapBlocks.LENGTH];

  @Override
  final void rows(float[] x, int rows, int length, float[] folds, int to) {
    if (length < LONG) {
      together(x, rows, length, folds, to);
      return;
    }
    for (int row = 0; row < rows; row++) {
      folds[to + row] = alone(x, row * length, length);
    }
  }

  /** Each number with those behind it, until as many as make a row are combined everywhere. */
  private void together(float[] x, int rows, int length, float[] folds, int to) {
    int count = rows * length;
    System.arraycopy(x, 0, values, 0, count);
    int combined = 1;
    for (; 2 * combined <= length; combined *= 2) {
      combineWithThoseBehind(combined, count);
    }
    if (combined < length) {
      combineWithThoseBehind(length - combined, count);
    }
    for (int row = 0; row < rows; row++) {
      folds[to + row] = values[row * length];
    }
  }

  private void combineWithThoseBehind(int distance, int count) {
    System.arraycopy(values, distance, others, 0, count - distance);
    combine(values, others, count - distance);
  }

  /** One half with the other, again and again. */
  private float alone(float[] x, int start, int length) {
    System.arraycopy(x, start, values, 0, length);
    int count = length;
    while (count > FEW) {
      int upper = count / 2;
      System.arraycopy(values, count - upper, others, 0, upper);
      combine(values, others, upper);
      count -= upper;
    }
    float folded = values[0];
    for (int i = 1; i < count; i++) {
      folded = combined(folded, values[i]);
    }
    return folded;
  }
}
