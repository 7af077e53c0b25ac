package dev.trine.cpu;

/**
 * An op that treats elements alike: cut into blocks, which are shared out to the team in pieces of
 * neighbouring blocks. No element's result depends on the cuts.
 */
abstract class BlockwiseCall extends CpuCall implements Team.Task {
  private final int elements;
  private final Pieces pieces;

  BlockwiseCall(Gate gate, String op, int elements, Region... regions) {
    super(gate, op, regions);
    this.elements = elements;
    pieces = Pieces.ofElements(elements, Blocks.LENGTH, gate.team().threads());
  }

  /** Reads what is the same for all blocks; false if there is nothing to do. */
  boolean begin() {
    return true;
  }

  /** Does the elements from {@code start}, at most {@link Blocks#LENGTH}. */
  abstract void block(int start, int count, Blocks blocks);

  @Override
  final void execute() {
    if (begin()) {
      gate().team().run(pieces.count(), this);
    }
  }

  @Override
  public final void piece(int piece, int worker) {
    Blocks blocks = gate().blocks(worker);
    int end = Math.min(elements, pieces.start(piece + 1) * Blocks.LENGTH);
    for (int start = pieces.start(piece) * Blocks.LENGTH; start < end; start += Blocks.LENGTH) {
      block(start, Math.min(Blocks.LENGTH, end - start), blocks);
    }
  }
}
