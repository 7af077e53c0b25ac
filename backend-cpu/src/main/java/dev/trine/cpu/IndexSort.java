package dev.trine.cpu;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * The positions of indices by the rows that they name, those of a row in their order (Knuth 1998,
 * section 5.2, distribution counting). What names no row has no place.
 */
final class IndexSort implements Team.Task {
  private final Region indices;
  private final int rows;
  private Region positions;

  /** Where those of a row end; while they are counted, and placed, where the next of them goes. */
  private Region ends;

  IndexSort(Region indices, int rows) {
    this.indices = indices;
    this.rows = rows;
  }

  /** Of the memory that it needs. */
  long bytes() {
    return endsAt() + (long) DType.I32.bytes() * rows;
  }

  void attach(View memory, CpuMemory home) {
    long start = memory.byteOffset();
    positions = part(memory, start, indices.elements(), home);
    ends = part(memory, start + endsAt(), rows, home);
  }

  /** The position of the index that is at this place among all. */
  int position(int place) {
    return positions.getInt(place);
  }

  /** The place of the first that names this row, or of what comes after it. */
  int begin(int row) {
    return row == 0 ? 0 : end(row - 1);
  }

  int end(int row) {
    return ends.getInt(row);
  }

  /** How many name a row. */
  int places() {
    return begin(rows);
  }

  @Override
  public void piece(int piece, int worker) {
    for (int row = 0; row < rows; row++) {
      ends.putInt(row, 0);
    }
    for (int i = 0; i < indices.elements(); i++) {
      int row = indices.getInt(i);
      if (isRow(row)) {
        ends.putInt(row, ends.getInt(row) + 1);
      }
    }
    int before = 0;
    for (int row = 0; row < rows; row++) {
      int count = ends.getInt(row);
      ends.putInt(row, before);
      before += count;
    }
    for (int i = 0; i < indices.elements(); i++) {
      int row = indices.getInt(i);
      if (isRow(row)) {
        int place = ends.getInt(row);
        positions.putInt(place, i);
        ends.putInt(row, place + 1);
      }
    }
  }

  private boolean isRow(int index) {
    return index >= 0 && index < rows;
  }

  private long endsAt() {
    long bytes = (long) DType.I32.bytes() * indices.elements();
    return (bytes + Call.SCRATCH_ALIGNMENT - 1) / Call.SCRATCH_ALIGNMENT * Call.SCRATCH_ALIGNMENT;
  }

  private static Region part(View memory, long start, int elements, CpuMemory home) {
    return Region.of(memory.buffer().view(DType.I32, start, Shape.of(elements)), home);
  }
}
