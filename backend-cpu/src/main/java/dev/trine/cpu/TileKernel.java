package dev.trine.cpu;

/**
 * The innermost loop of a matrix product: four terms of each sum of one row, one after the other.
 * The compiler vectorises a loop only if its body is short; with two rows, or six terms, this runs
 * at a fifth of its speed.
 */
final class TileKernel {
  /** Terms that one pass adds. */
  static final int STEP = 4;

  private TileKernel() {}

  /**
   * {@code sums += left·right}.
   *
   * @param fused whether to multiply and add with one rounding
   * @param depth a multiple of {@link #STEP}
   */
  static void accumulate(TilePanels tile, boolean fused, int height, int breadth, int depth) {
    for (int p = 0; p < depth; p += STEP) {
      float[] b0 = tile.right[p];
      float[] b1 = tile.right[p + 1];
      float[] b2 = tile.right[p + 2];
      float[] b3 = tile.right[p + 3];
      for (int i = 0; i < height; i++) {
        float[] a = tile.left[i];
        float[] sums = tile.sums[i];
        if (fused) {
          addFused(sums, b0, b1, b2, b3, a[p], a[p + 1], a[p + 2], a[p + 3], breadth);
        } else {
          addRounded(sums, b0, b1, b2, b3, a[p], a[p + 1], a[p + 2], a[p + 3], breadth);
        }
      }
    }
  }

  private static void addFused(
      float[] sums,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float a0,
      float a1,
      float a2,
      float a3,
      int count) {
    for (int j = 0; j < count; j++) {
      float two = Math.fma(a1, b1[j], Math.fma(a0, b0[j], sums[j]));
      sums[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], two));
    }
  }

  private static void addRounded(
      float[] sums,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float a0,
      float a1,
      float a2,
      float a3,
      int count) {
    for (int j = 0; j < count; j++) {
      sums[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
    }
  }
}
