package dev.trine.kernels;

import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Listing;
import dev.trine.kernels.MapForm.Tensor;
import java.util.List;

/**
 * The kernel that folds short rows, of up to {@value SumOrder#BLOCK} elements, and computes
 * everything that follows from the folds, in one pass; or what the blocks of longer rows came to.
 * An output may lie over an input that is walked alike, so that a row's results are stored behind
 * all of its folds. The parameters, in order:
 *
 * <ol>
 *   <li>for each input, each output of elements, each output of rows: a pointer and a 64-bit offset
 *       in elements
 *   <li>the scalars of each fold's listing, of {@code perElement} and of {@code perRow}, as floats
 *   <li>the number of rows and their length, as ints
 *   <li>the extents of all axes but the last, outermost first, as ints
 *   <li>for each strided input and output of elements its stride along every axis, then for each
 *       strided output of rows its stride along every axis but the last, as ints
 * </ol>
 *
 * <p>No row is empty.
 *
 * @param folds in order; the listing of each takes as Folded leaves the folds before it
 * @param perElement its results are the outputs of elements, in order; maybe none
 * @param perRow its results are the outputs of rows, in order; maybe none. It loads only inputs
 *     whose stride along the row is 0
 * @param axes how many the grid has, at least 1; the last is along the row
 * @param inputs each SINGLE or STRIDED
 * @param perElementOutputs each SINGLE or STRIDED
 * @param perRowOutputs each SINGLE or STRIDED
 */
public record RowsForm(
    List<FoldPart> folds,
    Listing perElement,
    Listing perRow,
    int axes,
    List<Tensor> inputs,
    List<Tensor> perElementOutputs,
    List<Tensor> perRowOutputs)
    implements KernelForm {
  /** How a row is folded to one number; the listing's one result is F32. */
  public record FoldPart(Combine combine, Listing value, FoldOrder order) {
    @Override
    public String toString() {
      return combine + " in " + order + "\n" + value;
    }
  }

  public RowsForm {
    folds = List.copyOf(folds);
    inputs = List.copyOf(inputs);
    perElementOutputs = List.copyOf(perElementOutputs);
    perRowOutputs = List.copyOf(perRowOutputs);
  }

  @Override
  public String key() {
    StringBuilder key = new StringBuilder();
    key.append("rows, axes %s, inputs %s%n".formatted(axes, inputs));
    folds.forEach(fold -> key.append("fold ").append(fold));
    key.append("elements ").append(perElementOutputs).append('\n').append(perElement);
    key.append("rows ").append(perRowOutputs).append('\n').append(perRow);
    return key.toString();
  }
}
