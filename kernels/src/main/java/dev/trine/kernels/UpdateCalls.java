package dev.trine.kernels;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.SumOrder;
import dev.trine.backend.op.UpdateOps;
import java.util.ArrayList;
import java.util.List;

/** {@link UpdateOps} on a device. */
final class UpdateCalls implements UpdateOps {
  private static final String COMMIT = "commit";

  /** What the kernel keeps of a sum: TILES in its source. */
  private static final long TILES = 1024;

  private static final long MOST_GRADIENTS = TILES * TILES * SumOrder.BLOCK;
  private static final long MOST_EXAMPLES = TILES * SumOrder.BLOCK;

  private final DeviceContext context;
  private final MapCalls maps;

  UpdateCalls(DeviceContext context, MapCalls maps) {
    this.context = context;
    this.maps = maps;
  }

  @Override
  public Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    return maps.update(spec, inputs, outputs, stepState);
  }

  @Override
  public Call commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    Contract.commit(gradients, measures, sums, squares, totals, stepState);
    context.checkOwn(COMMIT, gradients, measures, squares, totals, stepState);
    if (sums != null) {
      context.checkOwn(COMMIT, sums);
    }
    atMost("gradients", gradients.elements(), MOST_GRADIENTS);
    atMost("examples", measures.shape().dimension(1), MOST_EXAMPLES);
    long blocks = SumOrder.blocks(gradients.elements());
    return new LaunchCall(
        context,
        COMMIT,
        Math.max(1, blocks),
        scratch -> launches(gradients, scratch, measures, sums, squares, totals, stepState));
  }

  private void atMost(String what, long count, long most) {
    if (count > most) {
      throw new UnsupportedOpException(
          "commit on %s takes at most %s %s, not %s"
              .formatted(context.runtime().device(), most, what, count));
    }
  }

  private List<BoundLaunch> launches(
      View gradients,
      View ofBlocks,
      View measures,
      View sums,
      View squares,
      View totals,
      View stepState) {
    List<BoundLaunch> launches = new ArrayList<>();
    Rows spec = Reduction.ofAll(Kind.SUM_OF_SQUARES, gradients.elements(), 1).rows();
    int blocks = (int) SumOrder.blocks(gradients.elements());
    if (blocks > 0) {
      List<Walked> inputs = List.of(new Walked(gradients, spec.inputs().get(0)));
      launches.add(
          FoldBlocks.launch(context, spec, spec.folds().get(0), inputs, List.of(), ofBlocks));
    }
    int count = (int) measures.shape().dimension(0);
    int examples = (int) measures.shape().dimension(1);
    launches.add(
        context.launch(
            DeviceKernel.COMMIT,
            1,
            new Arguments()
                .view(ofBlocks)
                .view(measures)
                .view(sums == null ? totals : sums)
                .view(squares)
                .view(totals)
                .view(stepState)
                .ints(blocks, count, examples)
                .flag(sums != null)));
    return launches;
  }
}
