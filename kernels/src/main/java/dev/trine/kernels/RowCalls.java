package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing;
import dev.trine.expression.Substitution;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.RowsForm.FoldPart;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows on a device. Short ones that lie along the memory are one launch, which reads them from the
 * caches for whatever comes after the first fold. Others are one or several launches a fold, and
 * mappings that take what the folds left in memory.
 */
final class RowCalls {
  private static final String OP = "rows";

  private final DeviceContext context;
  private final MapCalls maps;

  RowCalls(DeviceContext context, MapCalls maps) {
    this.context = context;
    this.maps = maps;
  }

  LaunchCall rows(Rows spec, List<View> inputs, List<View> outputs) {
    Contract.rows(spec, inputs, outputs);
    inputs.forEach(view -> context.checkOwn(OP, view));
    outputs.forEach(view -> context.checkOwn(OP, view));
    context.index(OP, spec.extents().elements());
    if (context.index(OP, spec.rows().elements()) == 0 || outputs.isEmpty()) {
      return context.nothing(OP);
    }
    if (spec.length() == 0) {
      return ofNothing(spec, outputs);
    }
    List<Walked> from = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      from.add(new Walked(inputs.get(i), spec.inputs().get(i)));
    }
    List<Walked> to = new ArrayList<>();
    for (int o = 0; o < outputs.size(); o++) {
      to.add(new Walked(outputs.get(o), spec.results().get(o).to()));
    }
    boolean isOneLaunch =
        spec.length() <= SumOrder.BLOCK
            && spec.folds().stream().noneMatch(f -> FoldBlocks.isAcross(spec, f.value()));
    return isOneLaunch
        ? context.call(OP, together(context, spec, FoldOrder.LANES, from, to))
        : new SplitRows(context, maps, spec, from, to).call();
  }

  /** Rows of no elements, which have results of their own yet, and nothing to load. */
  private LaunchCall ofNothing(Rows spec, List<View> outputs) {
    List<Result> results =
        spec.perRow().stream()
            .map(result -> new Result(ofNothing(spec, result.value()), result.to()))
            .toList();
    List<View> ofRows = outputs.subList(spec.perElement().size(), outputs.size());
    return results.isEmpty()
        ? context.nothing(OP)
        : context.call(
            OP, maps.launch(new Mapping(spec.rows(), List.of(), results), List.of(), ofRows));
  }

  private static Expression ofNothing(Rows spec, Expression value) {
    return Substitution.ofLeaves(
        value,
        leaf -> {
          if (leaf instanceof Folded folded) {
            return switch (spec.folds().get(folded.fold()).combine()) {
              case SUM -> new Constant(0);
              case MAX -> new Constant(Double.NEGATIVE_INFINITY);
              case MIN -> new Constant(Double.POSITIVE_INFINITY);
            };
          }
          if (leaf instanceof Load load) {
            return load.type() == DType.F32 ? new Constant(0) : new Whole(0);
          }
          return leaf;
        });
  }

  /** One launch for rows of at most {@link SumOrder#BLOCK} elements. */
  static BoundLaunch together(
      DeviceContext context,
      Rows spec,
      FoldOrder order,
      List<Walked> inputs,
      List<Walked> outputs) {
    List<Walked> ofElements = outputs.subList(0, spec.perElement().size());
    List<Walked> ofRows = outputs.subList(ofElements.size(), outputs.size());
    RowsForm form =
        new RowsForm(
            spec.folds().stream()
                .map(fold -> new FoldPart(fold.combine(), Listing.of(List.of(fold.value())), order))
                .toList(),
            listing(spec.perElement()),
            listing(spec.perRow()),
            spec.extents().rank(),
            Walked.tensors(inputs),
            Walked.tensors(ofElements),
            Walked.tensors(ofRows));
    Arguments arguments = new Arguments();
    Walked.views(inputs, arguments);
    Walked.views(outputs, arguments);
    form.folds().forEach(fold -> fold.value().scalars().forEach(arguments::floats));
    form.perElement().scalars().forEach(arguments::floats);
    form.perRow().scalars().forEach(arguments::floats);
    arguments.ints((int) spec.rows().elements(), (int) spec.length());
    for (long extent : spec.rows().dimensions()) {
      arguments.ints((int) extent);
    }
    Walked.strides(inputs, arguments, context);
    Walked.strides(outputs, arguments, context);
    int atOnce = context.runtime().blocksPerGroup(Direction.ALONG, spec.length());
    return context.launch(form, spec.rows().elements(), atOnce, arguments);
  }

  private static Listing listing(List<Result> results) {
    return Listing.of(results.stream().map(Result::value).toList());
  }
}
