package dev.trine.kernels;

import dev.trine.backend.op.Mapping;
import dev.trine.expression.Listing;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * The kernel for a mapping. Its parameters, in order:
 *
 * <ol>
 *   <li>for each input, then each output: a pointer and a 64-bit offset in elements
 *   <li>if guarded, the same for the step state
 *   <li>each of the listing's scalars, as a float
 *   <li>the number of elements, and whether all dense tensors start at a multiple of four elements,
 *       as ints
 *   <li>the extents of all axes, outermost first, as ints
 *   <li>for each strided tensor, inputs first: its stride along every axis, as ints
 * </ol>
 *
 * @param listing what is computed for an element; its results are the outputs, in order
 * @param axes how many the grid has, at least 1
 * @param guarded whether it keeps what {@link dev.trine.backend.op.UpdateOps} promises: it does
 *     nothing unless the step is healthy, and stores the results of an element only if all are
 *     finite; else it marks the step as overflowed. Its outputs are F32.
 */
public record MapForm(
    Listing listing, int axes, List<Tensor> inputs, List<Tensor> outputs, boolean guarded)
    implements KernelForm {
  /** How a tensor is stored and walked. */
  public record Tensor(DType type, Walk walk) {}

  /** How the elements of a tensor belong to the grid. */
  public enum Walk {
    /** The grid in its order, without gaps. */
    DENSE,
    /** One element for all. */
    SINGLE,
    /** By a stride along each axis. */
    STRIDED
  }

  /** The form of a mapping. */
  public static MapForm of(Mapping mapping) {
    return of(mapping, false);
  }

  /** The form of a mapping that is an update. */
  public static MapForm guarded(Mapping mapping) {
    return of(mapping, true);
  }

  private static MapForm of(Mapping mapping, boolean guarded) {
    return new MapForm(
        Listing.of(mapping.values()),
        mapping.extents().rank(),
        mapping.inputs().stream().map(access -> tensor(mapping, access)).toList(),
        mapping.results().stream().map(result -> tensor(mapping, result.to())).toList(),
        guarded);
  }

  private static Tensor tensor(Mapping mapping, Mapping.Access access) {
    Walk walk =
        access.isDense(mapping.extents())
            ? Walk.DENSE
            : access.isSingle() ? Walk.SINGLE : Walk.STRIDED;
    return new Tensor(access.type(), walk);
  }

  @Override
  public String key() {
    return "%saxes %s, inputs %s, outputs %s\n%s"
        .formatted(guarded ? "guarded, " : "", axes, inputs, outputs, listing);
  }
}
