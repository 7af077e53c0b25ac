package dev.trine.cpu;

import java.nio.ByteBuffer;

/** Copies between host and device memory, which differ in nothing here, by all threads if large. */
final class Transfer implements Team.Task {
  /** Bytes that stay together. */
  private static final int BLOCK = Blocks.LENGTH * Float.BYTES;

  private final Team team;
  private ByteBuffer from;
  private int fromAt;
  private ByteBuffer to;
  private int toAt;
  private int bytes;
  private Pieces pieces;

  Transfer(Team team) {
    this.team = team;
  }

  /** Copies {@code count} bytes and returns when that is done. */
  void run(ByteBuffer source, int sourceAt, ByteBuffer target, int targetAt, int count) {
    from = source;
    fromAt = sourceAt;
    to = target;
    toAt = targetAt;
    bytes = count;
    pieces = Pieces.of((int) ((count + BLOCK - 1L) / BLOCK), count / Float.BYTES, team.threads());
    team.run(pieces.count(), this);
    from = null;
    to = null;
  }

  @Override
  public void piece(int piece, int worker) {
    int start = pieces.start(piece) * BLOCK;
    int end = (int) Math.min(bytes, (long) pieces.start(piece + 1) * BLOCK);
    to.put(toAt + start, from, fromAt + start, end - start);
  }
}
