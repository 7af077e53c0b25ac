package dev.trine.cpu;

import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.cpu.loops.Schedule;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import java.util.List;

/**
 * Rows of which whole ones fit a block: folded, and the results of their elements computed, while
 * they are in the nearest cache. What a fold computes of the elements serves what comes after it.
 */
final class ShortRowsPhase implements Phase, Team.Task {
  private final Gate gate;
  private final int rows;
  private final int length;
  private final int rowsInBlock;
  private final Pieces pieces;
  private final List<float[]> folds;
  private final MapWorker[] workers;
  private final Folding[][] foldings;

  /**
   * @param folds get a number for each row
   */
  ShortRowsPhase(Gate gate, Rows spec, MapEnds ends, List<float[]> folds) {
    this.gate = gate;
    this.folds = folds;
    rows = (int) spec.rows().elements();
    length = (int) spec.length();
    rowsInBlock = MapBlocks.LENGTH / length;
    pieces =
        Pieces.of(
            (rows + rowsInBlock - 1) / rowsInBlock,
            spec.extents().elements(),
            gate.team().threads());
    int unit = rowsInBlock * length;
    List<Expression> results = spec.perElement().stream().map(Result::value).toList();
    Schedule schedule =
        Schedule.of(
            spec.folds().stream().map(Fold::value).toList(),
            results,
            leaf -> !(leaf instanceof Folded) && ends.repeats(leaf, unit));
    int threads = gate.team().threads();
    workers = new MapWorker[threads];
    foldings = new Folding[threads][];
    for (int i = 0; i < threads; i++) {
      workers[i] = new MapWorker(schedule, ends, unit, gate.blocks(i));
      foldings[i] =
          spec.folds().stream().map(fold -> Folding.of(fold.combine())).toArray(Folding[]::new);
    }
  }

  @Override
  public void run() {
    gate.team().run(pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    int first = pieces.start(piece) * rowsInBlock;
    int end = Math.min(rows, pieces.start(piece + 1) * rowsInBlock);
    workers[worker].begin(Math.min(rows, rowsInBlock) * length);
    for (int row = first; row < end; row += rowsInBlock) {
      block(row, Math.min(rowsInBlock, end - row), workers[worker], foldings[worker]);
    }
  }

  private void block(int row, int count, MapWorker values, Folding[] foldings) {
    int start = row * length;
    int elements = count * length;
    for (int f = 0; f < foldings.length; f++) {
      values.stage(f, start, elements);
      foldings[f].rows(values.folded(f), count, length, folds.get(f), row);
    }
    values.stage(foldings.length, start, elements);
    values.write(start, elements);
  }
}
