package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Philox;
import dev.trine.backend.op.RandomOps;

/** {@link RandomOps} on a device. */
final class RandomCalls implements RandomOps {
  private final DeviceContext context;

  RandomCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call randomBits(long seed, int stream, View stepState, View out) {
    Contract.randomBits(stepState, out);
    context.checkOwn("randomBits", stepState, out);
    int n = context.index("randomBits", out.elements());
    if (n == 0) {
      return context.nothing("randomBits");
    }
    return context.call(
        "randomBits",
        context.launch(
            DeviceKernel.RANDOM_BITS,
            Quads.groups(context, DeviceKernel.RANDOM_BITS, n),
            new Arguments()
                .view(stepState)
                .view(out)
                .ints(n, stream, (int) seed, (int) (seed >>> 32))));
  }

  @Override
  public Call dropout(Dropout spec, View stepState, View in, View out) {
    Contract.dropout(stepState, in, out);
    context.checkOwn("dropout", stepState, in, out);
    int n = context.index("dropout", out.elements());
    if (n == 0) {
      return context.nothing("dropout");
    }
    return context.call(
        "dropout",
        context.launch(
            DeviceKernel.DROPOUT,
            Quads.groups(context, DeviceKernel.DROPOUT, n),
            new Arguments()
                .view(stepState)
                .view(in)
                .view(out)
                .ints(n)
                .flag(Quads.aligned(in, out))
                .ints(spec.stream(), (int) spec.seed(), (int) (spec.seed() >>> 32))
                .ints((int) Philox.threshold(spec.rate()))
                .floats(spec.keptScale())));
  }
}
