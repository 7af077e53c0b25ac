package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Reduction;
import java.util.List;

/** Sums on a device. */
final class ReductionCalls {
  private static final DeviceKernel KERNEL = DeviceKernel.REDUCE;

  private final DeviceContext context;

  ReductionCalls(DeviceContext context) {
    this.context = context;
  }

  Call reduce(Reduction spec, View in, View out) {
    Contract.reduce(spec, in, out);
    context.checkOwn("reduce", in, out);
    context.index("reduce", in.elements());
    context.index("reduce", spec.length());
    if (context.index("reduce", out.elements()) == 0) {
      return context.nothing("reduce");
    }
    ReductionPlan plan = ReductionPlan.of(spec, KERNEL.lanes());
    if (plan.chunks() == 1) {
      return context.call("reduce", pass(spec, plan, in, out));
    }
    Reduction partial = new Reduction(spec.kind(), spec.outer(), spec.length(), spec.inner(), 1);
    Reduction total =
        new Reduction(Reduction.Kind.SUM, spec.outer(), plan.chunks(), spec.inner(), spec.scale());
    ReductionPlan onePass =
        new ReductionPlan(1, plan.chunks(), ReductionPlan.of(total, KERNEL.lanes()).across());
    long partials = spec.outer() * plan.chunks() * spec.inner();
    context.index("reduce", partials);
    return new LaunchCall(
        context,
        "reduce",
        partials,
        scratch -> List.of(pass(partial, plan, in, scratch), pass(total, onePass, scratch, out)));
  }

  private BoundLaunch pass(Reduction spec, ReductionPlan plan, View in, View out) {
    long outputs = spec.outer() * plan.chunks() * spec.inner();
    return context.launch(
        KERNEL,
        context.groups(outputs, plan.across()),
        new Arguments()
            .view(in)
            .view(out)
            .ints((int) spec.outer(), (int) spec.length(), (int) spec.inner())
            .ints((int) plan.chunks(), (int) plan.chunk(), plan.across(), spec.kind().code())
            .floats(spec.scale()));
  }
}
