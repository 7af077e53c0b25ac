package dev.trine.cpu;

/** Adds up tensors of equal size, element by element, in their order. */
final class PartialSums implements Team.Task {
  private final Gate gate;
  private final Region[] terms;
  private final Region sum;
  private final Pieces pieces;

  PartialSums(Gate gate, Region[] terms, Region sum) {
    this.gate = gate;
    this.terms = terms;
    this.sum = sum;
    pieces = Pieces.ofElements(sum.elements(), Blocks.LENGTH, gate.team().threads());
  }

  void run() {
    gate.team().run(pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    Blocks blocks = gate.blocks(worker);
    int end = Math.min(sum.elements(), pieces.start(piece + 1) * Blocks.LENGTH);
    for (int start = pieces.start(piece) * Blocks.LENGTH; start < end; start += Blocks.LENGTH) {
      block(start, Math.min(Blocks.LENGTH, end - start), blocks);
    }
  }

  private void block(int start, int count, Blocks blocks) {
    float[] total = blocks.first();
    float[] term = blocks.second();
    terms[0].get(start, total, count);
    for (int i = 1; i < terms.length; i++) {
      terms[i].get(start, term, count);
      for (int j = 0; j < count; j++) {
        total[j] += term[j];
      }
    }
    sum.put(start, total, count);
  }
}
