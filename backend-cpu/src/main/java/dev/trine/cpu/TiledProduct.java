package dev.trine.cpu;

import dev.trine.backend.op.Matmul;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix product cut into tiles of the result. Each is summed up in Java arrays from copies of
 * parts of the operands, then scaled, biased, written and given to the epilogue. Terms are added
 * one by one, in their order, so no element's result depends on how products are cut.
 */
final class TiledProduct implements PreparedProduct {
  private final Gate gate;
  private final TilePanels[] panels;
  private final boolean fused;
  private final Matmul spec;
  private final Matrix left;
  private final Matrix right;
  private final Region bias;
  private final Matrix out;
  private final EpilogueLoops epilogue;

  /** Whether it computes {@code outᵀ = bᵀ·aᵀ}: the inner loop runs along the longer side. */
  private final boolean transposed;

  private final int depth;
  private final Part[] tiles;

  /**
   * @param fused whether to multiply and add with one rounding
   */
  TiledProduct(
      Gate gate,
      TilePanels[] panels,
      boolean fused,
      Matmul spec,
      Region a,
      Region b,
      Region bias,
      Region other,
      Region out) {
    this.gate = gate;
    this.panels = panels;
    this.fused = fused;
    this.spec = spec;
    this.bias = bias;
    transposed = spec.n() < Math.min(spec.m(), TilePanels.COLUMNS / 8);
    Matrix first = Matrix.of(spec.a(), a);
    Matrix second = Matrix.of(spec.b(), b);
    Matrix result = Matrix.of(spec.out(), out);
    left = transposed ? second.transposed() : first;
    right = transposed ? first.transposed() : second;
    this.out = transposed ? result.transposed() : result;
    int rows = (int) (transposed ? spec.n() : spec.m());
    int columns = (int) (transposed ? spec.m() : spec.n());
    depth = (int) spec.k();
    epilogue = EpilogueLoops.of(gate, spec, this.out, other, rows, columns);
    tiles = tiles((int) spec.batch(), rows, columns).toArray(Part[]::new);
  }

  private static List<Part> tiles(int batches, int rows, int columns) {
    List<Part> tiles = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      for (int row = 0; row < rows; row += TilePanels.ROWS) {
        int height = Math.min(TilePanels.ROWS, rows - row);
        for (int column = 0; column < columns; column += TilePanels.COLUMNS) {
          int breadth = Math.min(TilePanels.COLUMNS, columns - column);
          tiles.add(new Part(batch, 1, row, height, column, breadth));
        }
      }
    }
    return tiles;
  }

  @Override
  public int pieces() {
    return tiles.length;
  }

  @Override
  public void piece(int piece, int worker) {
    Part part = tiles[piece];
    int batch = part.batch();
    int row = part.row();
    int column = part.column();
    int height = part.rows();
    int breadth = part.columns();
    TilePanels tile = panels[worker];
    sum(tile, batch, row, column, height, breadth);
    for (int i = 0; i < height; i++) {
      finish(tile.sums[i], batch, row + i, column, breadth, gate.blocks(worker));
    }
    out.write(batch, row, column, height, breadth, tile.sums, tile.strip);
    epilogue.run(worker, part);
  }

  private void sum(TilePanels tile, int batch, int row, int column, int height, int breadth) {
    for (int i = 0; i < height; i++) {
      Arrays.fill(tile.sums[i], 0, breadth, 0f);
    }
    for (int k = 0; k < depth; k += TilePanels.DEPTH) {
      int terms = Math.min(TilePanels.DEPTH, depth - k);
      left.read(batch, row, k, height, terms, tile.left, tile.strip);
      right.read(batch, k, column, terms, breadth, tile.right, tile.strip);
      int padded = (terms + TileKernel.STEP - 1) / TileKernel.STEP * TileKernel.STEP;
      for (int i = 0; i < height; i++) {
        Arrays.fill(tile.left[i], terms, padded, 0f);
      }
      for (int p = terms; p < padded; p++) {
        Arrays.fill(tile.right[p], 0, breadth, 0f);
      }
      TileKernel.accumulate(tile, fused, height, breadth, padded);
    }
  }

  /** {@code alpha·sum + beta·out + bias} for a row of a tile. */
  private void finish(float[] sums, int batch, int row, int column, int count, Blocks blocks) {
    scale(sums, (float) spec.alpha(), count);
    if (spec.beta() != 0) {
      float beta = (float) spec.beta();
      for (int j = 0; j < count; j++) {
        float old = out.region().get(out.at(batch, row, column + j));
        sums[j] = fused ? Math.fma(beta, old, sums[j]) : beta * old + sums[j];
      }
    }
    if (bias != null && transposed) {
      add(sums, bias.get(row), count);
    } else if (bias != null) {
      float[] added = blocks.first();
      bias.get(column, added, count);
      add(sums, added, count);
    }
  }

  /** No product is −0: whether a sum is would depend on how many terms of 0 follow the last. */
  private static void scale(float[] a, float factor, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] * factor + 0f;
    }
  }

  private static void add(float[] a, float b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b;
    }
  }

  private static void add(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }
}
