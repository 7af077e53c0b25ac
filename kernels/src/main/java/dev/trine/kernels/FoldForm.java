package dev.trine.kernels;

import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Listing;
import dev.trine.kernels.MapForm.Tensor;
import java.util.List;

/**
 * The kernel for one fold of long rows. Each row is cut into blocks of {@value SumOrder#BLOCK}
 * elements, the last of which may be shorter, and each block is combined on its own; a sum in the
 * order of {@link SumOrder}. No row is empty. The parameters, in order:
 *
 * <ol>
 *   <li>for each input, then the partials: a pointer and a 64-bit offset in elements
 *   <li>each of the listing's scalars, as a float
 *   <li>the number of rows, their length, and the blocks of a row, as ints
 *   <li>the extents of all axes but the last, outermost first, as ints
 *   <li>for each strided input: its stride along every axis, as ints
 * </ol>
 *
 * <p>The partial of a block is element {@code row·blocks + block}, F32. Rows are numbered in the
 * order of the axes before the last, which is along the row.
 *
 * @param value what is combined; its one result is F32. It has no Folded leaves
 * @param axes how many the grid has, at least 1
 * @param inputs each SINGLE or STRIDED
 */
public record FoldForm(
    Listing value, Combine combine, int axes, List<Tensor> inputs, Direction direction)
    implements KernelForm {
  /** Which elements neighbouring lanes are to take. No result depends on it. */
  public enum Direction {
    /** Of one row: {@value SumOrder#LANES} lanes share a block. */
    ALONG,
    /** Of neighbouring rows: a lane takes a whole block. */
    ACROSS
  }

  public FoldForm {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String key() {
    return "fold %s %s, axes %s, inputs %s%n%s".formatted(combine, direction, axes, inputs, value);
  }
}
