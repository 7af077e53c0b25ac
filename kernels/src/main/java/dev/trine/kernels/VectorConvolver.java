package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Matmul;
import java.util.List;
import java.util.Map;

/** Convolution in explicit vectors, for devices that are CPUs ({@code convolve_vector.c}). */
final class VectorConvolver implements Convolver {
  /** So many terms of a slice make its partial sums worth their memory. */
  private static final int SLICE = 2048;

  /** Elements that partial sums may take together. */
  private static final long MOST_PARTIALS = 1 << 21;

  /** As many as keep the cores of a large processor busy. */
  private static final int MOST_SLICES = 64;

  /** A block of sums of so many elements stays in a second-level cache. */
  private static final int SUMS = 1 << 17;

  private final DeviceContext context;
  private final RowCalls rows;

  /**
   * @param rows add up slices
   */
  VectorConvolver(DeviceContext context, RowCalls rows) {
    this.context = context;
    this.rows = rows;
  }

  @Override
  public Map<String, Convolver> variants() {
    return Map.of(DeviceKernel.CONVOLVE_VECTOR.entry(), this);
  }

  @Override
  public LaunchCall convolve(String op, SeenProduct product, View seen, View filters, View out) {
    Matmul matrices = product.matrices();
    boolean severalPasses = matrices.k() > VectorGemmPlan.DEPTH;
    VectorGemmPlan plan = VectorGemmPlan.inBlocks(matrices, context.units(), SUMS, severalPasses);
    return new LaunchCall(
        context,
        op,
        plan.scratchElements(),
        scratch ->
            List.of(
                context.launch(
                    DeviceKernel.CONVOLVE_VECTOR.of(context.format(seen)),
                    plan.groups(),
                    new Arguments()
                        .view(seen)
                        .view(filters)
                        .view(out)
                        .view(scratch)
                        .and(product.extents())
                        .and(product.phases())
                        .ints(plan.blockRows(), plan.blockColumns()))));
  }

  /**
   * Turned round: the results' gradients, whose columns are rows here, times what the window sees,
   * which is packed in long lines. The sums of all slices are added up and turned back.
   */
  @Override
  public LaunchCall convolveFilters(
      String op, ConvolutionShape shape, View images, View results, View filters) {
    SeenProduct product = new SeenProduct(shape, false);
    Matmul forwards = product.matrices();
    int slices = slices(forwards.m(), filters.elements());
    Matmul matrices =
        Matmul.batched(
            forwards.batch() * slices,
            forwards.n(),
            forwards.k(),
            forwards.m() / slices,
            true,
            false);
    VectorGemmPlan plan = VectorGemmPlan.of(matrices, context.units());
    PartialSums sums = new PartialSums(slices, forwards.k(), shape.filters(), true);
    List<Long> scratchParts = List.of(sums.elements(), plan.scratchElements());
    return new LaunchCall(
        context,
        op,
        ScratchParts.elements(scratchParts),
        scratch -> {
          List<View> parts = ScratchParts.of(scratch, scratchParts);
          BoundLaunch launch =
              context.launch(
                  DeviceKernel.CONVOLVE_FILTERS_VECTOR.of(context.format(images)),
                  plan.groups(),
                  new Arguments()
                      .view(images)
                      .view(results)
                      .view(parts.get(0))
                      .view(parts.get(1))
                      .and(product.extents())
                      .ints(slices, plan.blockRows(), plan.blockColumns()));
          return sums.launches(launch, rows, parts.get(0), filters);
        });
  }

  /** By the shape alone, so that no bit depends on the number of cores. */
  private static int slices(long places, long filters) {
    long most = Math.min(MOST_SLICES, Math.max(1, MOST_PARTIALS / filters));
    return (int) Math.min(most, (places + SLICE - 1) / SLICE);
  }
}
