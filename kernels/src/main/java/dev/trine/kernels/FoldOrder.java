package dev.trine.kernels;

import dev.trine.backend.op.SumOrder;

/** In which order a kernel combines what a row has. */
public enum FoldOrder {
  /** That of {@link SumOrder} within a block: numbers of a row. */
  LANES,
  /**
   * In adjacent pairs, level by level, one without a partner going up as it is; that of {@link
   * SumOrder} among blocks: what at most {@value SumOrder#BLOCK} blocks of a row came to, none of
   * which is −0.
   */
  PAIRS
}
