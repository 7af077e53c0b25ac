package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link MatrixOps} on a device. */
final class MatmulCalls implements MatrixOps {
  private final DeviceContext context;
  private final RowCalls rows;
  private final boolean mayRegroup;
  private final Gemm gemm;

  /**
   * @param rows add up columns where there is a prescribed order to that
   * @param mayRegroup whether terms may be added in another order than the prescribed one
   */
  MatmulCalls(DeviceContext context, RowCalls rows, boolean mayRegroup) {
    this(
        context,
        rows,
        mayRegroup,
        context.isCpu() ? new VectorGemm(context) : new TiledGemm(context, mayRegroup));
  }

  private MatmulCalls(DeviceContext context, RowCalls rows, boolean mayRegroup, Gemm gemm) {
    this.context = context;
    this.rows = rows;
    this.mayRegroup = mayRegroup;
    this.gemm = gemm;
  }

  /** Every way in which products are computed, by name. */
  Map<String, MatrixOps> variants() {
    Map<String, MatrixOps> all = new LinkedHashMap<>();
    gemm.variants()
        .forEach((name, way) -> all.put(name, new MatmulCalls(context, rows, mayRegroup, way)));
    return all;
  }

  @Override
  public Call matmul(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    Contract.matmul(context.precision(), spec, a, b, bias, other, out, columnSums);
    context.checkOwn("matmul", a, b, bias, other, out, columnSums);
    if (out.elements() == 0) {
      return columnSums == null ? context.nothing("matmul") : columnSums(spec, b, columnSums);
    }
    context.index("matmul", spec.batch());
    for (long extent : new long[] {spec.m(), spec.n(), spec.k()}) {
      context.index("matmul", extent);
    }
    context.index("matmul", matrix(spec.a(), spec.m(), spec.k()));
    context.index("matmul", matrix(spec.b(), spec.k(), spec.n()));
    context.index("matmul", matrix(spec.out(), spec.m(), spec.n()));
    // Those of TF32 are of b before it is rounded.
    boolean together = mayRegroup && context.format(b) == OperandFormat.F32;
    if (columnSums == null || together) {
      return gemm.bind(spec, a, b, bias, other, out, columnSums);
    }
    return gemm.bind(spec, a, b, bias, other, out, null).then(columnSums(spec, b, columnSums));
  }

  private LaunchCall columnSums(Matmul spec, View b, View columnSums) {
    return rows.rows(spec.columnSums(), List.of(b), List.of(columnSums));
  }

  /** The elements from the first to the last of one matrix, gaps included. */
  private static long matrix(Matmul.Operand operand, long rows, long columns) {
    return (operand.transposed() ? columns : rows) * operand.leading();
  }
}
