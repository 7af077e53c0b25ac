package dev.trine.cpu;

import java.nio.IntBuffer;

/** Copies between host and device memory, which differ in nothing here, by all threads if large. */
final class Transfer implements Team.Task {
  private final Team team;
  private IntBuffer from;
  private int fromAt;
  private IntBuffer to;
  private int toAt;
  private int elements;
  private Pieces pieces;

  Transfer(Team team) {
    this.team = team;
  }

  /** Copies {@code count} elements and returns when that is done. */
  void run(IntBuffer source, int sourceAt, IntBuffer target, int targetAt, int count) {
    from = source;
    fromAt = sourceAt;
    to = target;
    toAt = targetAt;
    elements = count;
    pieces = Pieces.ofElements(count, Blocks.LENGTH, team.threads());
    team.run(pieces.count(), this);
    from = null;
    to = null;
  }

  @Override
  public void piece(int piece, int worker) {
    int start = pieces.start(piece) * Blocks.LENGTH;
    int end = Math.min(elements, pieces.start(piece + 1) * Blocks.LENGTH);
    to.put(toAt + start, from, fromAt + start, end - start);
  }
}
