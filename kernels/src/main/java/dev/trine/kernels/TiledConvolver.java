package dev.trine.kernels;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Matmul;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Convolution in the tiles of {@link TiledGemm} ({@code convolve.c}). */
final class TiledConvolver implements Convolver {
  static final Map<GemmVariant, DeviceKernel> PRODUCTS =
      Map.of(
          GemmVariant.LARGE, DeviceKernel.CONVOLVE_128,
          GemmVariant.MEDIUM, DeviceKernel.CONVOLVE_64,
          GemmVariant.SMALL, DeviceKernel.CONVOLVE_32);

  static final Map<GemmVariant, DeviceKernel> GRADIENTS =
      Map.of(
          GemmVariant.MEDIUM, DeviceKernel.CONVOLVE_FILTERS_64,
          GemmVariant.SMALL, DeviceKernel.CONVOLVE_FILTERS_32);

  /** Chooses between variants that the device runs. */
  @FunctionalInterface
  private interface Planning {
    GemmPlan of(Matmul spec, List<GemmVariant> eligible);
  }

  private final DeviceContext context;
  private final RowCalls rows;
  private final Planning planning;

  /**
   * @param rows add up slices
   */
  TiledConvolver(DeviceContext context, RowCalls rows) {
    this(
        context,
        rows,
        (spec, eligible) -> GemmPlan.of(spec, context.limits(), eligible, GemmPlan.MOST_SLICES));
  }

  private TiledConvolver(DeviceContext context, RowCalls rows, Planning planning) {
    this.context = context;
    this.rows = rows;
    this.planning = planning;
  }

  @Override
  public LaunchCall convolve(String op, SeenProduct product, View seen, View filters, View out) {
    Arguments rest = product.extents().and(product.phases());
    return inSlices(
        op,
        product.matrices(),
        PRODUCTS,
        context.format(seen),
        new Arguments().view(seen).view(filters),
        rest,
        product.isSeenWide(seen),
        product.isFilterWide(filters),
        out);
  }

  @Override
  public LaunchCall convolveFilters(
      String op, ConvolutionShape shape, View images, View results, View filters) {
    SeenProduct product = new SeenProduct(shape, false);
    Matmul forwards = product.matrices();
    return inSlices(
        op,
        Matmul.batched(forwards.batch(), forwards.k(), forwards.n(), forwards.m(), true, false),
        GRADIENTS,
        context.format(images),
        new Arguments().view(images).view(results),
        product.extents(),
        product.isSeenWide(images),
        product.isOutWide(results),
        filters);
  }

  /** A launch; of several slices, one more that adds them up. */
  private LaunchCall inSlices(
      String op,
      Matmul matrices,
      Map<GemmVariant, DeviceKernel> kernels,
      OperandFormat operands,
      Arguments inputs,
      Arguments rest,
      boolean firstWide,
      boolean secondWide,
      View out) {
    GemmPlan plan = planning.of(matrices, eligible(kernels, operands));
    int groups = context.index(op, plan.tiles(matrices) * matrices.batch() * plan.slices());
    boolean outWide =
        out.shape().dimension(3) % Quads.LENGTH == 0 && matrices.n() % Quads.LENGTH == 0;
    Function<View, BoundLaunch> launch =
        to ->
            context.launch(
                kernels.get(plan.variant()).of(operands),
                groups,
                new Arguments()
                    .and(inputs)
                    .view(to)
                    .and(rest)
                    .ints(plan.slices(), plan.slice())
                    .longs(out.elements())
                    .flag(firstWide)
                    .flag(secondWide)
                    .flag(outWide && Quads.aligned(to)));
    if (plan.slices() == 1) {
      return context.call(op, launch.apply(out));
    }
    long channels = out.shape().dimension(3);
    PartialSums sums = new PartialSums(plan.slices(), out.elements() / channels, channels, false);
    return new LaunchCall(
        context,
        op,
        sums.elements(),
        scratch -> sums.launches(launch.apply(scratch), rows, scratch, out));
  }

  @Override
  public Map<String, Convolver> variants() {
    Map<String, Convolver> all = new LinkedHashMap<>();
    for (GemmVariant variant : eligible(PRODUCTS, anyFormat())) {
      for (int slices = 1; slices <= 2; slices++) {
        int wanted = slices;
        all.put(
            PRODUCTS.get(variant).entry() + (slices == 1 ? "" : " in 2 slices"),
            new TiledConvolver(
                context,
                rows,
                (spec, eligible) ->
                    GemmPlan.inSlices(
                        eligible.contains(variant) ? variant : eligible.get(0),
                        wanted,
                        (int) spec.k())));
      }
    }
    return all;
  }

  /** Variants of all formats have tiles of the same sizes. */
  private OperandFormat anyFormat() {
    return OperandFormat.of(context.precision()).iterator().next();
  }

  /** The variants that this device runs, largest first. */
  private List<GemmVariant> eligible(
      Map<GemmVariant, DeviceKernel> kernels, OperandFormat operands) {
    List<GemmVariant> eligible =
        kernels.keySet().stream()
            .sorted()
            .filter(
                variant -> context.runs(kernels.get(variant).of(operands), variant.localBytes()))
            .toList();
    if (eligible.isEmpty()) {
      throw new UnsupportedOpException(
          "Convolution on %s fits no variant: the smallest needs groups of %s lanes and %s bytes of local memory, the device has %s"
              .formatted(
                  context.runtime().device(),
                  GemmVariant.SMALL.lanes(),
                  GemmVariant.SMALL.localBytes(),
                  context.limits()));
    }
    return eligible;
  }
}
