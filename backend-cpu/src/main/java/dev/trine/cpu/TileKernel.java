package dev.trine.cpu;

/** The innermost loops of a matrix product, in the one form that is vectorised well. */
final class TileKernel {
  /** Rows of the left operand, and terms of each sum, that one pass takes at a time. */
  static final int STEP = 4;

  private TileKernel() {}

  /**
   * {@code sums += left·right}.
   *
   * @param height a multiple of {@link #STEP}
   * @param depth a multiple of {@link #STEP}
   */
  static void accumulate(TilePanels tile, int height, int breadth, int depth) {
    for (int i = 0; i < height; i += STEP) {
      float[] s0 = tile.sums[i];
      float[] s1 = tile.sums[i + 1];
      float[] s2 = tile.sums[i + 2];
      float[] s3 = tile.sums[i + 3];
      float[] a0 = tile.left[i];
      float[] a1 = tile.left[i + 1];
      float[] a2 = tile.left[i + 2];
      float[] a3 = tile.left[i + 3];
      for (int p = 0; p < depth; p += STEP) {
        pass(
            s0,
            s1,
            s2,
            s3,
            tile.right[p],
            tile.right[p + 1],
            tile.right[p + 2],
            tile.right[p + 3],
            a0[p],
            a0[p + 1],
            a0[p + 2],
            a0[p + 3],
            a1[p],
            a1[p + 1],
            a1[p + 2],
            a1[p + 3],
            a2[p],
            a2[p + 1],
            a2[p + 2],
            a2[p + 3],
            a3[p],
            a3[p + 1],
            a3[p + 2],
            a3[p + 3],
            breadth);
      }
    }
  }

  /** Adds four terms to each of four rows of sums. */
  private static void pass(
      float[] s0,
      float[] s1,
      float[] s2,
      float[] s3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float a00,
      float a01,
      float a02,
      float a03,
      float a10,
      float a11,
      float a12,
      float a13,
      float a20,
      float a21,
      float a22,
      float a23,
      float a30,
      float a31,
      float a32,
      float a33,
      int breadth) {
    for (int j = 0; j < breadth; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      s0[j] += (a00 * x0 + a01 * x1) + (a02 * x2 + a03 * x3);
      s1[j] += (a10 * x0 + a11 * x1) + (a12 * x2 + a13 * x3);
      s2[j] += (a20 * x0 + a21 * x1) + (a22 * x2 + a23 * x3);
      s3[j] += (a30 * x0 + a31 * x1) + (a32 * x2 + a33 * x3);
    }
  }
}
