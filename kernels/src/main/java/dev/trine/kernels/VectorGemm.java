package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import java.util.List;
import java.util.Map;

/** Matrix products in explicit vectors, for devices that are CPUs ({@code gemm_vector.c}). */
final class VectorGemm implements Gemm {
  private final DeviceContext context;

  VectorGemm(DeviceContext context) {
    this.context = context;
  }

  @Override
  public LaunchCall bind(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    VectorGemmPlan plan = VectorGemmPlan.of(spec, context.units());
    return new LaunchCall(
        context,
        "matmul",
        plan.scratchElements(),
        scratch -> List.of(launch(spec, plan, a, b, bias, other, out, columnSums, scratch)));
  }

  @Override
  public Map<String, Gemm> variants() {
    return Map.of(DeviceKernel.GEMM_VECTOR.entry(), this);
  }

  private BoundLaunch launch(
      Matmul spec,
      VectorGemmPlan plan,
      View a,
      View b,
      View bias,
      View other,
      View out,
      View columnSums,
      View scratch) {
    return context.launch(
        DeviceKernel.GEMM_VECTOR.of(context.format(a)),
        plan.groups(),
        new Arguments()
            .view(a)
            .view(b)
            .viewOr(bias, a)
            .viewOr(other, a)
            .view(out)
            .view(scratch)
            .viewOr(columnSums, out)
            .ints((int) spec.batch(), (int) spec.m(), (int) spec.n(), (int) spec.k())
            .flag(plan.sumsApart())
            .ints(plan.blockRows(), plan.blockColumns())
            .flag(!spec.a().transposed())
            .flag(spec.b().transposed())
            .ints((int) spec.a().leading(), (int) spec.b().leading(), (int) spec.out().leading())
            .longs(spec.a().batchStride(), spec.b().batchStride(), spec.out().batchStride())
            .floats(spec.alpha(), spec.beta())
            .flag(bias != null)
            .ints(EpilogueFunctions.code(spec.epilogue()))
            .flag(columnSums != null));
  }
}
