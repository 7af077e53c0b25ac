package dev.trine.cpu;

import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;

/** A fold of rows one by one, of each a block at a time. */
final class AlongFold extends FoldPhase {
  private final MapWorker[] workers;

  AlongFold(Gate gate, Fold fold, int length, MapEnds ends, float[] folds) {
    super(gate, fold, length, 1, units(length, folds.length), folds);
    workers = workers(gate, fold, ends, 1);
  }

  private static int units(int length, int rows) {
    return Math.toIntExact(SumOrder.blocks(length) * rows);
  }

  @Override
  void unit(int unit, int worker, Folding folding, float[] partials) {
    int start = unit % blocks * SumOrder.BLOCK;
    int count = Math.min(SumOrder.BLOCK, length - start);
    MapWorker values = workers[worker];
    values.begin(count);
    values.stage(0, unit / blocks * length + start, count);
    folding.rows(values.folded(0), 1, count, partials, unit);
  }
}
