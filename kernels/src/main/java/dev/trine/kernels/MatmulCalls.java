package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link MatrixOps} on a device. */
final class MatmulCalls implements MatrixOps {
  private final DeviceContext context;
  private final Gemm gemm;

  /**
   * @param mayRegroup whether terms may be added in another order than one after the other
   */
  MatmulCalls(DeviceContext context, boolean mayRegroup) {
    this(context, context.isCpu() ? new VectorGemm(context) : new TiledGemm(context, mayRegroup));
  }

  private MatmulCalls(DeviceContext context, Gemm gemm) {
    this.context = context;
    this.gemm = gemm;
  }

  /** Every way in which products are computed, by name. */
  Map<String, MatrixOps> variants() {
    Map<String, MatrixOps> all = new LinkedHashMap<>();
    gemm.variants().forEach((name, way) -> all.put(name, new MatmulCalls(context, way)));
    return all;
  }

  @Override
  public Call matmul(Matmul spec, View a, View b, View bias, View other, View out) {
    Contract.matmul(spec, a, b, bias, other, out);
    context.checkOwn("matmul", a, b, bias, other, out);
    if (out.elements() == 0) {
      return context.nothing("matmul");
    }
    context.index("matmul", spec.batch());
    for (long extent : new long[] {spec.m(), spec.n(), spec.k()}) {
      context.index("matmul", extent);
    }
    context.index("matmul", matrix(spec.a(), spec.m(), spec.k()));
    context.index("matmul", matrix(spec.b(), spec.k(), spec.n()));
    context.index("matmul", matrix(spec.out(), spec.m(), spec.n()));
    return gemm.bind(spec, a, b, bias, other, out);
  }

  /** The elements from the first to the last of one matrix, gaps included. */
  private static long matrix(Matmul.Operand operand, long rows, long columns) {
    return (operand.transposed() ? columns : rows) * operand.leading();
  }
}
