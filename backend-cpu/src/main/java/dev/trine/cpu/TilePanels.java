package dev.trine.cpu;

/** One thread's copies of the parts of matrices that a tile of a product is made of. */
final class TilePanels {
  /** Rows of a tile. */
  static final int ROWS = 128;

  /** Columns of a tile: some rows of these stay in the nearest cache. */
  static final int COLUMNS = 512;

  /** Terms of each sum that are added before the next part of the operands is copied. */
  static final int DEPTH = 256;

  final float[][] left = new float[ROWS][DEPTH];
  final float[][] right = new float[DEPTH][COLUMNS];
  final float[][] sums = new float[ROWS][COLUMNS];
  final float[] strip = new float[COLUMNS];
}
