package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.IndexOps;
import dev.trine.tensor.DType;

/** {@link IndexOps} on a device. */
final class IndexCalls implements IndexOps {
  /** What a lane may move at a time, in bytes. */
  private static final int[] UNITS = {16, 4, 2, 1};

  private final DeviceContext context;

  IndexCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call gather(View table, View indices, View out) {
    Contract.gather(table, indices, out);
    context.checkOwn("gather", table, indices, out);
    context.index("gather", table.elements());
    if (context.index("gather", out.elements()) == 0) {
      return context.nothing("gather");
    }
    int rows = context.index("gather", table.shape().dimension(0));
    int count = context.index("gather", indices.elements());
    long rowBytes = table.shape().dimension(1) * table.type().bytes();
    int unit = unit(rowBytes | table.byteOffset() | out.byteOffset());
    int units = (int) (rowBytes / unit);
    return context.call(
        "gather",
        context.launch(
            DeviceKernel.GATHER,
            context.groups((long) count * units, DeviceKernel.GATHER.lanes()),
            new Arguments()
                .bytes(table)
                .view(indices)
                .bytes(out)
                .ints(rows, count, units, unit, missing(table.type()))));
  }

  @Override
  public Call scatterAdd(View indices, View updates, View out) {
    Contract.scatterAdd(indices, updates, out);
    context.checkOwn("scatterAdd", indices, updates, out);
    return out.elements() == 0
        ? context.nothing("scatterAdd")
        : new ScatterAdd(context, indices, updates, out).call();
  }

  /** The largest that all places are a multiple of. */
  private static int unit(long places) {
    int chosen = 0;
    while (places % UNITS[chosen] != 0) {
      chosen++;
    }
    return UNITS[chosen];
  }

  /** A word of elements of a row that is not there. */
  private static int missing(DType type) {
    return switch (type) {
      case F32 -> type.encode(Double.NaN);
      case BF16 -> type.encode(Double.NaN) * 0x00010001;
      case I32, U8 -> 0;
    };
  }
}
