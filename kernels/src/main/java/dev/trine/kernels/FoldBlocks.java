package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Parts;
import dev.trine.kernels.FoldForm.Direction;
import java.util.List;

/** The first launch of a fold of long rows: of each block by itself. */
final class FoldBlocks {
  private FoldBlocks() {}

  /**
   * Whether what varies along the row lies across it, rows beside each other, and enough of them to
   * fill a vector.
   */
  static boolean isAcross(Rows spec, Expression value) {
    int last = spec.extents().rank() - 1;
    if (last == 0 || spec.extents().dimension(last - 1) < SumOrder.LANES) {
      return false;
    }
    List<List<Long>> varying =
        Parts.of(List.of(value)).stream()
            .filter(part -> part instanceof Load)
            .map(part -> spec.inputs().get(((Load) part).input()).strides())
            .filter(strides -> strides.get(last) != 0)
            .toList();
    return !varying.isEmpty()
        && varying.stream()
            .allMatch(strides -> Math.abs(strides.get(last)) > 1 && strides.get(last - 1) == 1);
  }

  /**
   * @param before what earlier folds came to
   * @param partials what blocks come to, [rows, blocks]
   */
  static BoundLaunch launch(
      DeviceContext context,
      Rows spec,
      Fold fold,
      List<Walked> inputs,
      List<Walked> before,
      View partials) {
    boolean across = isAcross(spec, fold.value());
    Needed needed = Needed.of(List.of(fold.value()), inputs, before);
    FoldForm form =
        new FoldForm(
            Listing.of(needed.values()),
            fold.combine(),
            spec.extents().rank(),
            Walked.tensors(needed.tensors()),
            across ? Direction.ACROSS : Direction.ALONG);
    long rows = spec.rows().elements();
    long blocks = SumOrder.blocks(spec.length());
    Arguments arguments = new Arguments();
    Walked.views(needed.tensors(), arguments);
    arguments.view(partials);
    form.value().scalars().forEach(arguments::floats);
    arguments.ints((int) rows, (int) spec.length(), (int) blocks);
    for (long extent : spec.rows().dimensions()) {
      arguments.ints((int) extent);
    }
    Walked.strides(needed.tensors(), arguments, context);
    long ofBlock = Math.min(spec.length(), SumOrder.BLOCK);
    int atOnce = context.runtime().blocksPerGroup(form.direction(), ofBlock);
    return context.launch(form, rows * blocks, atOnce, arguments);
  }
}
