package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Matmul;

/**
 * How the stored matrices of a product's operand lie in its view.
 *
 * @param rows stored rows
 * @param columns stored columns
 */
record MatrixLayout(long batch, long rows, long columns, long leading, long batchStride) {
  static MatrixLayout ofA(Matmul spec) {
    return of(spec, spec.a(), spec.m(), spec.k());
  }

  static MatrixLayout ofB(Matmul spec) {
    return of(spec, spec.b(), spec.k(), spec.n());
  }

  static MatrixLayout ofOut(Matmul spec) {
    return of(spec, spec.out(), spec.m(), spec.n());
  }

  /** Whether an element of the view lies between rows or matrices and belongs to none. */
  boolean isGap(int index) {
    long inMatrix = batch > 1 && batchStride > 0 ? index % batchStride : index;
    return inMatrix % leading >= columns || inMatrix / leading >= rows;
  }

  private static MatrixLayout of(Matmul spec, Matmul.Operand operand, long rows, long columns) {
    return new MatrixLayout(
        spec.batch(),
        operand.transposed() ? columns : rows,
        operand.transposed() ? rows : columns,
        operand.leading(),
        operand.batchStride());
  }
}
