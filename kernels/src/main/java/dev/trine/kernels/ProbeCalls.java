package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ProbeOps;

/** {@link ProbeOps} on a device. */
final class ProbeCalls implements ProbeOps {
  private final DeviceContext context;

  ProbeCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call multiplyAdd(int rounds, View in, View out) {
    Contract.multiplyAdd(rounds, in, out);
    context.checkOwn("multiplyAdd", in, out);
    int n = context.index("multiplyAdd", out.elements());
    if (n == 0) {
      return context.nothing("multiplyAdd");
    }
    return context.call(
        "multiplyAdd",
        context.launch(
            DeviceKernel.MULTIPLY_ADD,
            Quads.groups(context, DeviceKernel.MULTIPLY_ADD, n),
            new Arguments()
                .view(in)
                .view(out)
                .ints(n)
                .flag(Quads.aligned(in, out))
                .ints(rounds)
                .floats(FACTOR, ADDEND)));
  }
}
