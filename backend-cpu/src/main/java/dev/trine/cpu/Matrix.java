package dev.trine.cpu;

import dev.trine.backend.op.Matmul;

/**
 * Where the elements of a batch of matrices lie: element (i, j) of matrix b at {@code b·batchStride
 * + i·rowStride + j·columnStride}, one of the latter two being 1.
 */
record Matrix(Region region, int rowStride, int columnStride, long batchStride) {
  static Matrix of(Matmul.Operand operand, Region region) {
    int leading = (int) operand.leading();
    return operand.transposed()
        ? new Matrix(region, 1, leading, operand.batchStride())
        : new Matrix(region, leading, 1, operand.batchStride());
  }

  Matrix transposed() {
    return new Matrix(region, columnStride, rowStride, batchStride);
  }

  /**
   * Whether oneDNN can describe {@code count} matrices of this size as one batch: they are one and
   * the same, or each stride, taken by size, reaches over all that the smaller ones make, gaps
   * behind the last line included.
   */
  boolean isBatchOf(long rows, long columns, long count) {
    if (batchStride == 0) {
      return true;
    }
    long leading = Math.max(rowStride, columnStride);
    long lines = hasDenseRows() ? rows : columns;
    long lineLength = hasDenseRows() ? columns : rows;
    boolean oneAfterTheOther = batchStride >= lines * leading;
    boolean sideBySide = batchStride >= lineLength && leading >= count * batchStride;
    return oneAfterTheOther || sideBySide;
  }

  /** Whether the elements of a row lie side by side. */
  boolean hasDenseRows() {
    return columnStride == 1;
  }

  /** Where an element lies in the region. */
  int at(int batch, int row, int column) {
    return (int) (batch * batchStride) + row * rowStride + column * columnStride;
  }

  /**
   * Copies a part of one matrix to rows of arrays.
   *
   * @param strip working memory, as long as the longer side of the part
   */
  void read(int batch, int row, int column, int rows, int columns, float[][] to, float[] strip) {
    if (hasDenseRows()) {
      for (int i = 0; i < rows; i++) {
        region.get(at(batch, row + i, column), to[i], columns);
      }
    } else {
      for (int j = 0; j < columns; j++) {
        region.get(at(batch, row, column + j), strip, rows);
        for (int i = 0; i < rows; i++) {
          to[i][j] = strip[i];
        }
      }
    }
  }

  /** The reverse of {@link #read}. */
  void write(int batch, int row, int column, int rows, int columns, float[][] from, float[] strip) {
    if (hasDenseRows()) {
      for (int i = 0; i < rows; i++) {
        region.put(at(batch, row + i, column), from[i], columns);
      }
    } else {
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < rows; i++) {
          strip[i] = from[i][j];
        }
        region.put(at(batch, row, column + j), strip, rows);
      }
    }
  }
}
