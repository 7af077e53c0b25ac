package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ElementwiseOps;
import dev.trine.backend.op.Stage;
import java.util.Iterator;
import java.util.List;

/** {@link ElementwiseOps} on a device. */
final class ChainCalls implements ElementwiseOps {
  /** Where a stage's operand comes from, as the kernel numbers it. */
  enum Source {
    CONSTANT(0),
    ALIGNED(1),
    SPREAD(2);

    private final int code;

    Source(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private static final int BITS_OF_OP = 6;

  private final DeviceContext context;

  ChainCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call chain(List<Stage> stages, View in, List<View> operands, View out) {
    Contract.chain(stages, in, operands, out);
    context.checkOwn("chain", in, out);
    operands.forEach(operand -> context.checkOwn("chain", operand));
    int n = context.index("chain", out.elements());
    if (n == 0) {
      return context.nothing("chain");
    }
    boolean wide = Quads.aligned(in, out);
    long codes = 0;
    double[] constants = new double[Stage.MAX_STAGES];
    View[] tensors = new View[Stage.MAX_STAGES];
    int[] repeats = new int[Stage.MAX_STAGES];
    int[] periods = new int[Stage.MAX_STAGES];
    Iterator<View> next = operands.iterator();
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      Source source = Source.CONSTANT;
      if (stage.operand() instanceof Stage.Constant constant) {
        constants[s] = constant.value();
      } else if (stage.operand() instanceof Stage.Tensor tensor) {
        tensors[s] = next.next();
        repeats[s] = (int) Math.min(tensor.repeat(), Integer.MAX_VALUE);
        periods[s] = context.index("chain", tensor.period());
        source = tensor.repeat() == 1 && tensor.period() >= n ? Source.ALIGNED : Source.SPREAD;
        wide &= source == Source.SPREAD || Quads.aligned(tensors[s]);
      }
      codes |= (long) (source.code() << BITS_OF_OP | stage.op().code()) << (Byte.SIZE * s);
    }
    Arguments arguments =
        new Arguments()
            .view(in)
            .view(out)
            .ints(n)
            .flag(wide)
            .ints(stages.size())
            .longs(codes)
            .floats(constants);
    for (View tensor : tensors) {
      arguments.viewOr(tensor, in);
    }
    arguments.ints(repeats).ints(periods);
    int groups = Quads.groups(context, DeviceKernel.CHAIN, n);
    return context.call("chain", context.launch(DeviceKernel.CHAIN, groups, arguments));
  }
}
