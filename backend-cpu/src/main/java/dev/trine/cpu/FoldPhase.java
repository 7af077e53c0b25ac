package dev.trine.cpu;

import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.cpu.loops.Schedule;
import java.util.List;

/**
 * A fold of long rows, or of rows that lie side by side: blocks of rows are folded by themselves,
 * as pieces of work for the team, then their results in adjacent pairs.
 */
abstract class FoldPhase implements Phase, Team.Task {
  final int length;
  final int columns;
  final int blocks;

  private final Gate gate;
  private final int outer;
  private final float[] folds;
  private final float[] partials;
  private final Folding[] foldings;
  private final Pieces pieces;

  /**
   * @param columns how many rows lie side by side
   * @param units into how many the work is cut
   * @param folds gets a number for each row
   */
  FoldPhase(Gate gate, Fold fold, int length, int columns, int units, float[] folds) {
    this.gate = gate;
    this.length = length;
    this.columns = columns;
    this.folds = folds;
    blocks = Math.toIntExact(SumOrder.blocks(length));
    outer = folds.length / columns;
    partials = blocks == 1 ? folds : new float[Math.multiplyExact(folds.length, blocks)];
    pieces = Pieces.of(units, (long) folds.length * length, gate.team().threads());
    foldings = new Folding[gate.team().threads()];
    for (int i = 0; i < foldings.length; i++) {
      foldings[i] = Folding.of(fold.combine());
    }
  }

  /** What each of the team's threads folds with. */
  static MapWorker[] workers(Gate gate, Fold fold, MapEnds ends, int unit) {
    Schedule schedule =
        Schedule.of(List.of(fold.value()), List.of(), leaf -> ends.repeats(leaf, unit));
    MapWorker[] workers = new MapWorker[gate.team().threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new MapWorker(schedule, ends, unit, gate.blocks(i));
    }
    return workers;
  }

  /**
   * Folds a unit.
   *
   * @param partials [outer, blocks, columns]
   */
  abstract void unit(int unit, int worker, Folding folding, float[] partials);

  @Override
  public final void piece(int piece, int worker) {
    for (int unit = pieces.start(piece); unit < pieces.start(piece + 1); unit++) {
      unit(unit, worker, foldings[worker], partials);
    }
  }

  @Override
  public final void run() {
    gate.team().run(pieces.count(), this);
    for (int o = 0; o < outer && blocks > 1; o++) {
      combineBlocks(o * blocks * columns);
      System.arraycopy(partials, o * blocks * columns, folds, o * columns, columns);
    }
  }

  private void combineBlocks(int first) {
    for (int count = blocks; count > 1; count = (count + 1) / 2) {
      for (int i = 0; i < count; i += 2) {
        int from = first + i * columns;
        int to = first + i / 2 * columns;
        if (i + 1 < count) {
          combine(from, from + columns, to);
        } else {
          System.arraycopy(partials, from, partials, to, columns);
        }
      }
    }
  }

  private void combine(int a, int b, int to) {
    for (int c = 0; c < columns; c++) {
      partials[to + c] = foldings[0].combined(partials[a + c], partials[b + c]);
    }
  }
}
