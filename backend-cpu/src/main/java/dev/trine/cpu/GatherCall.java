package dev.trine.cpu;

import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies the rows that indices name, of whatever type. */
final class GatherCall extends CpuCall implements Team.Task {
  private final Region table;
  private final Region indices;
  private final Region out;
  private final int rows;
  private final int width;
  private final Pieces pieces;

  /** What there is instead of a row that is not there. */
  private final byte[] missing;

  GatherCall(Gate gate, int rows, int width, Region table, Region indices, Region out) {
    super(gate, "gather", table, indices, out);
    this.table = table;
    this.indices = indices;
    this.out = out;
    this.rows = rows;
    this.width = width;
    pieces = Pieces.of(indices.elements(), out.elements(), gate.team().threads());
    missing = row(table.type(), out.elements() == 0 ? 0 : width);
  }

  @Override
  void execute() {
    gate().team().run(pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    int end = pieces.start(piece + 1);
    for (int i = pieces.start(piece); i < end; i++) {
      int row = indices.getInt(i);
      if (row >= 0 && row < rows) {
        table.copyTo(row * width, out, i * width, width);
      } else {
        out.put(i * width, missing, width);
      }
    }
  }

  private static byte[] row(DType type, int width) {
    byte[] row = new byte[width * type.bytes()];
    ByteBuffer elements = ByteBuffer.wrap(row).order(ByteOrder.nativeOrder());
    while (elements.hasRemaining()) {
      switch (type) {
        case F32 -> elements.putInt(type.encode(Double.NaN));
        case BF16 -> elements.putShort((short) type.encode(Double.NaN));
        case I32, U8 -> elements.put((byte) 0);
      }
    }
    return row;
  }
}
