package dev.trine.data;

import dev.trine.backend.HostBuffer;

/** Keeps the beginning of each row of a buffer: the steps of sequences that a batch has. */
final class RowCut {
  private RowCut() {}

  /**
   * Moves rows of {@code width} elements together, so that {@code kept} of each are left.
   *
   * @param rows one behind the other, from the start of the buffer
   */
  static void cut(HostBuffer buffer, int rows, int width, int kept) {
    if (kept == width) {
      return;
    }
    Move move = move(buffer, kept);
    for (long row = 1; row < rows; row++) { // none to where one lies that was not moved yet
      move.apply(row * width, row * kept);
    }
  }

  /** Moves some elements from one place in a buffer to another. */
  private interface Move {
    void apply(long from, long to);
  }

  private static Move move(HostBuffer buffer, int count) {
    return switch (buffer.type()) {
      case F32 -> {
        float[] moved = new float[count];
        yield (from, to) -> {
          buffer.get(from, moved, 0, count);
          buffer.put(to, moved, 0, count);
        };
      }
      case I32 -> {
        int[] moved = new int[count];
        yield (from, to) -> {
          buffer.get(from, moved, 0, count);
          buffer.put(to, moved, 0, count);
        };
      }
      case U8 -> {
        byte[] moved = new byte[count];
        yield (from, to) -> {
          buffer.get(from, moved, 0, count);
          buffer.put(to, moved, 0, count);
        };
      }
      case BF16 -> {
        short[] moved = new short[count];
        yield (from, to) -> {
          buffer.get(from, moved, 0, count);
          buffer.put(to, moved, 0, count);
        };
      }
    };
  }
}
