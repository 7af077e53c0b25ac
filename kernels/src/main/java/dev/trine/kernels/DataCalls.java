package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.DataOps;
import dev.trine.tensor.DType;

/** {@link DataOps} on a device. */
final class DataCalls implements DataOps {
  private final DeviceContext context;

  DataCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call fill(double value, View out) {
    Contract.fill(value, out);
    context.checkOwn("fill", out);
    int word = word(value, out.type());
    int n = context.index("fill", out.elements());
    if (n == 0) {
      return context.nothing("fill");
    }
    return context.call(
        "fill",
        context.launch(
            DeviceKernel.FILL,
            context.groups(n, DeviceKernel.FILL.lanes()),
            new Arguments().view(out).ints(n, word)));
  }

  @Override
  public Call copy(View in, View out) {
    Contract.copy(in, out);
    context.checkOwn("copy", in, out);
    int n = context.index("copy", out.elements());
    if (n == 0) {
      return context.nothing("copy");
    }
    return context.call(
        "copy",
        context.launch(
            DeviceKernel.COPY,
            Quads.groups(context, DeviceKernel.COPY, n),
            new Arguments().view(in).view(out).ints(n).flag(Quads.aligned(in, out))));
  }

  private static int word(double value, DType type) {
    return switch (type) {
      case F32 -> Float.floatToRawIntBits((float) value);
      case I32 -> (int) value;
    };
  }
}
