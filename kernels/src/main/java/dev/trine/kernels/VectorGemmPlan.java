package dev.trine.kernels;

import dev.trine.backend.op.Matmul;

/**
 * How the result of a product is cut into blocks that cores compute side by side. The terms are
 * never cut, so neither this nor the number of cores changes a bit of the result.
 *
 * @param groups of one lane each, which take blocks in turn
 * @param blockRows rows of a block
 * @param blockColumns columns of a block, a multiple of {@link #COLUMNS}
 * @param sumsApart whether sums that are not finished lie in memory of their own, because the old
 *     content of the result is still needed
 */
record VectorGemmPlan(int groups, int blockRows, int blockColumns, boolean sumsApart) {
  /** Terms that {@code gemm_vector.c} packs at a time. */
  static final int DEPTH = 256;

  /** The least common multiple of the heights that a register tile has there. */
  private static final int ROWS = 12;

  /** The same of its widths. */
  private static final int COLUMNS = 32;

  /** A packed block of b should fill half of a second-level cache of a mebibyte. */
  private static final int MOST_COLUMNS = 512;

  /** What it costs to pack one element, in multiplications. */
  private static final double PACKING = 25;

  /** What it costs to start one more core, in multiplications. */
  private static final double START = 150_000;

  /** The plan that should be done first on so many cores. */
  static VectorGemmPlan of(Matmul spec, int cores) {
    return inBlocks(spec, cores, Long.MAX_VALUE, spec.beta() != 0 && spec.k() > DEPTH);
  }

  /**
   * The same with blocks of limited size.
   *
   * @param mostElements of a block, where it has more than one row of tiles
   */
  static VectorGemmPlan inBlocks(Matmul spec, int cores, long mostElements, boolean sumsApart) {
    VectorGemmPlan best = null;
    double bestCost = Double.POSITIVE_INFINITY;
    int fewest = ceilDiv(spec.n(), MOST_COLUMNS);
    int mostAcross = Math.min(ceilDiv(spec.n(), COLUMNS), fewest + cores);
    int mostDown = Math.min(ceilDiv(spec.m(), ROWS), 2 * cores);
    for (int across = fewest; across <= mostAcross; across++) {
      int blockColumns = ceilDiv(ceilDiv(spec.n(), across), COLUMNS) * COLUMNS;
      long mostRows = Math.max(1, mostElements / ROWS / blockColumns) * ROWS;
      int fewestDown = (int) ((spec.m() + mostRows - 1) / mostRows);
      for (int down = fewestDown; down < fewestDown + mostDown; down++) {
        int blockRows = ceilDiv(ceilDiv(spec.m(), down), ROWS) * ROWS;
        long blocks = spec.batch() * ceilDiv(spec.m(), blockRows) * ceilDiv(spec.n(), blockColumns);
        int groups = (int) Math.min(cores, blocks);
        double area = (blockRows + PACKING) * (blockColumns + PACKING);
        double cost = ceilDiv(blocks, groups) * area * Math.max(1, spec.k()) + groups * START;
        if (cost < bestCost) {
          best = new VectorGemmPlan(groups, blockRows, blockColumns, sumsApart);
          bestCost = cost;
        }
      }
    }
    return best;
  }

  /** Room for each group's block of b, and for its sums if they lie apart. */
  long scratchElements() {
    return (long) groups * (DEPTH + (sumsApart ? blockRows : 0)) * blockColumns;
  }

  private static int ceilDiv(long a, long b) {
    return (int) ((a + b - 1) / b);
  }
}
