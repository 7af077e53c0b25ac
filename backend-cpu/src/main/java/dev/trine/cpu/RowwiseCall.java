package dev.trine.cpu;

/**
 * An op that treats the rows of a matrix alike: cut into blocks of whole rows, which are shared out
 * to the team. No row's result depends on the cuts.
 */
abstract class RowwiseCall extends CpuCall implements Team.Task {
  private final int rows;
  private final int columns;
  private final int rowsInBlock;
  private final Pieces pieces;

  RowwiseCall(Gate gate, String op, int rows, int columns, Region... regions) {
    super(gate, op, regions);
    this.rows = rows;
    this.columns = columns;
    rowsInBlock = Math.max(1, Blocks.LENGTH / Math.max(1, columns));
    pieces = Pieces.of(rows, (long) rows * columns, gate.team().threads());
    gate.reserveBlocks(columns);
  }

  /** Does {@code count} rows from {@code first}, which together fit the blocks' arrays. */
  abstract void rows(int first, int count, Blocks blocks);

  final int columns() {
    return columns;
  }

  @Override
  final void execute() {
    gate().team().run(pieces.count(), this);
  }

  @Override
  public final void piece(int piece, int worker) {
    Blocks blocks = gate().blocks(worker);
    int end = pieces.start(piece + 1);
    for (int first = pieces.start(piece); first < end; first += rowsInBlock) {
      rows(first, Math.min(rowsInBlock, end - first), blocks);
    }
  }
}
