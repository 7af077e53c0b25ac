package dev.trine.cpu;

import dev.trine.backend.op.Reduction;
import java.util.Arrays;

/**
 * Sums over the middle axis of an {@code outer × length × inner} tensor, by which also a long
 * vector is summed: as the columns of a matrix made of it. The rows are cut into chunks whose sums
 * are added last, so that the order of the additions follows from the shape alone.
 */
final class ColumnSumsCall extends CpuCall implements Team.Task {
  /** Columns that make a loop long enough; narrower matrices are taken several rows at a time. */
  private static final int LANES = 256;

  private static final int CHUNK_ELEMENTS = 65_536;
  private static final int CHUNK_ROWS = 64;

  private final Reduction spec;
  private final Region in;
  private final Region out;
  private final int outer;
  private final int length;
  private final int inner;

  /** Columns that are summed together, and into how many such blocks they are cut. */
  private final int width;

  private final int columnBlocks;

  /** Rows that are added as if they were one. */
  private final int fold;

  private final int chunkRows;
  private final int chunks;
  private final Pieces pieces;

  /** Each chunk's sums, [outer, chunks, inner]. */
  private final double[] partial;

  ColumnSumsCall(Gate gate, Reduction spec, Region in, Region out) {
    super(gate, "reduce", in, out);
    this.spec = spec;
    this.in = in;
    this.out = out;
    outer = (int) spec.outer();
    length = (int) spec.length();
    inner = (int) spec.inner();
    width = Math.max(1, Math.min(inner, Blocks.LENGTH));
    columnBlocks = divideUp(inner, width);
    fold = inner == width ? Math.max(1, LANES / width) : 1;
    chunkRows = divideUp(Math.max(CHUNK_ROWS, CHUNK_ELEMENTS / width), fold) * fold;
    chunks = Math.max(1, divideUp(length, chunkRows));
    pieces = Pieces.of(outer * columnBlocks * chunks, in.elements(), gate.team().threads());
    partial = new double[outer * chunks * inner];
  }

  @Override
  void execute() {
    gate().team().run(pieces.count(), this);
    for (int o = 0; o < outer; o++) {
      for (int column = 0; column < inner; column++) {
        double sum = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
          sum += partial[(o * chunks + chunk) * inner + column];
        }
        out.put(o * inner + column, (float) (spec.scale() * sum));
      }
    }
  }

  @Override
  public void piece(int piece, int worker) {
    Blocks blocks = gate().blocks(worker);
    for (int unit = pieces.start(piece); unit < pieces.start(piece + 1); unit++) {
      int chunk = unit % chunks;
      int block = unit / chunks % columnBlocks;
      sumChunk(unit / chunks / columnBlocks, chunk, block * width, blocks);
    }
  }

  private void sumChunk(int o, int chunk, int column, Blocks blocks) {
    int columns = Math.min(width, inner - column);
    int lanes = columns * fold;
    int endRow = Math.min(length, (chunk + 1) * chunkRows);
    int rowsInBlock = columns == inner ? Blocks.LENGTH / lanes * fold : 1;
    float[] sums = blocks.first();
    float[] x = blocks.second();
    Arrays.fill(sums, 0, lanes, 0f);
    for (int row = chunk * chunkRows; row < endRow; row += rowsInBlock) {
      int count = Math.min(rowsInBlock, endRow - row) * columns;
      in.get((o * length + row) * inner + column, x, count);
      if (spec.kind() == Reduction.Kind.SUM_OF_SQUARES) {
        RowLoops.square(x, count);
      }
      addRows(sums, x, count, lanes);
    }
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (int lane = c; lane < lanes; lane += columns) {
        sum += sums[lane];
      }
      partial[(o * chunks + chunk) * inner + column + c] = sum;
    }
  }

  /** Adds rows of so many lanes, the last of which may be incomplete. */
  private static void addRows(float[] sums, float[] x, int count, int lanes) {
    int at = 0;
    for (; at + 4 * lanes <= count; at += 4 * lanes) {
      addFour(sums, x, at, at + lanes, at + 2 * lanes, at + 3 * lanes, lanes);
    }
    for (; at < count; at += lanes) {
      addOne(sums, x, at, Math.min(lanes, count - at));
    }
  }

  private static void addFour(float[] sums, float[] x, int a, int b, int c, int d, int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += (x[a + i] + x[b + i]) + (x[c + i] + x[d + i]);
    }
  }

  private static void addOne(float[] sums, float[] x, int at, int lanes) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += x[at + i];
    }
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }
}
