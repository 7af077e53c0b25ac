package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of long rows whose results are of rows alone: again rows, short ones, of what the blocks
 * came to. Inputs are those that the results take, and then what the blocks of each fold came to.
 */
record Ending(Rows rows, List<Walked> inputs, List<Walked> outputs) {
  /** Whether it has no more inputs than rows may have. */
  static boolean fits(Rows spec) {
    return taken(spec).size() + 2 * spec.folds().size() <= Mapping.MOST_INPUTS;
  }

  /**
   * @param blocks for each fold what the blocks of all rows came to, [rows, blocks]
   */
  static Ending of(Rows spec, List<Walked> inputs, List<View> blocks, List<Walked> outputs) {
    long count = blocks.get(0).elements() / spec.rows().elements();
    long[] extents = spec.extents().dimensions();
    extents[extents.length - 1] = count;
    Shape grid = Shape.of(extents);
    List<Load> taken = taken(spec);
    List<Walked> tensors = new ArrayList<>();
    taken.forEach(load -> tensors.add(inputs.get(load.input())));
    List<Fold> folds = new ArrayList<>();
    for (View view : blocks) {
      folds.add(new Fold(spec.folds().get(folds.size()).combine(), load(tensors.size())));
      tensors.add(new Walked(view, Access.dense(DType.F32, grid)));
    }
    List<Result> results =
        spec.perRow().stream()
            .map(result -> new Result(moved(result.value(), taken), result.to()))
            .toList();
    List<Access> accesses = tensors.stream().map(Walked::access).toList();
    return new Ending(new Rows(grid, accesses, folds, List.of(), results), tensors, outputs);
  }

  private static List<Load> taken(Rows spec) {
    return Parts.of(spec.perRow().stream().map(Result::value).toList()).stream()
        .filter(part -> part instanceof Load)
        .map(part -> (Load) part)
        .distinct()
        .toList();
  }

  private static Expression moved(Expression value, List<Load> taken) {
    return Substitution.ofLoads(value, load -> load(taken.indexOf(load), load.stored()));
  }

  BoundLaunch launch(DeviceContext context) {
    return RowCalls.together(context, rows, FoldOrder.PAIRS, inputs, outputs);
  }
}
