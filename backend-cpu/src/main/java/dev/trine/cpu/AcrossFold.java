package dev.trine.cpu;

import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import java.util.Arrays;

/**
 * A fold of rows that lie side by side, so that loops run over neighbouring rows, which are columns
 * here: a line has an element of each. Every {@link SumOrder#LANES} lines follow one another on the
 * lanes of a block.
 */
final class AcrossFold extends FoldPhase {
  /** Columns below which a tile is not narrowed for the sake of more units. */
  private static final int NARROW = 128;

  private final MapWorker[] workers;
  private final int width;
  private final int tiles;

  /** Lines that are computed together. They share an array of lanes. */
  private final int lines;

  private final float[][][] lanes;
  private final float[][] upper;

  private AcrossFold(
      Gate gate,
      Fold fold,
      int length,
      int columns,
      MapEnds ends,
      float[] folds,
      int units,
      int width,
      int tiles) {
    super(gate, fold, length, columns, units, folds);
    this.width = width;
    this.tiles = tiles;
    lines =
        tiles > 1 ? 1 : Math.min(SumOrder.LANES, Integer.highestOneBit(MapBlocks.LENGTH / width));
    int threads = gate.team().threads();
    lanes = new float[threads][SumOrder.LANES / lines][lines * width];
    upper = new float[threads][lines * width];
    workers = workers(gate, fold, ends, tiles > 1 ? 1 : columns);
  }

  /** The grid of the ends is gone through in exchanged order. */
  static AcrossFold of(Gate gate, Fold fold, int length, int columns, MapEnds ends, float[] folds) {
    int others = Math.toIntExact(folds.length / columns * SumOrder.blocks(length));
    int width = Math.min(columns, MapBlocks.LENGTH);
    while (others * Pieces.units(columns, width) < gate.team().threads() && width >= 2 * NARROW) {
      width /= 2;
    }
    int tiles = Pieces.units(columns, width);
    int units = Math.multiplyExact(others, tiles);
    return new AcrossFold(gate, fold, length, columns, ends, folds, units, width, tiles);
  }

  @Override
  void unit(int unit, int worker, Folding folding, float[] partials) {
    int column = unit % tiles * width;
    int block = unit / tiles % blocks;
    int outer = unit / tiles / blocks;
    int count = Math.min(width, columns - column);
    foldLines(outer, block, column, count, worker, folding);
    foldLanes(count, worker, folding);
    int to = (outer * blocks + block) * columns + column;
    System.arraycopy(lanes[worker][0], 0, partials, to, count);
  }

  private void foldLines(int outer, int block, int column, int count, int worker, Folding folding) {
    MapWorker values = workers[worker];
    float[][] sums = lanes[worker];
    for (float[] each : sums) {
      Arrays.fill(each, folding.none());
    }
    values.begin(lines * count);
    int start = block * SumOrder.BLOCK;
    int end = Math.min(length, start + SumOrder.BLOCK);
    for (int line = start, i = 0; line < end; line += lines, i++) {
      int elements = Math.min(lines, end - line) * count;
      values.stage(0, (outer * length + line) * columns + column, elements);
      folding.combine(sums[i % sums.length], values.folded(0), elements);
    }
  }

  /** Those in the upper half to those in the lower, until one is left. */
  private void foldLanes(int count, int worker, Folding folding) {
    float[][] sums = lanes[worker];
    for (int span = sums.length / 2; span > 0; span /= 2) {
      for (int i = 0; i < span; i++) {
        folding.combine(sums[i], sums[i + span], lines * count);
      }
    }
    for (int span = lines / 2; span > 0; span /= 2) {
      System.arraycopy(sums[0], span * count, upper[worker], 0, span * count);
      folding.combine(sums[0], upper[worker], span * count);
    }
  }
}
