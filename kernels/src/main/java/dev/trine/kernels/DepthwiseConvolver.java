package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import java.util.Map;

/** Convolution of groups of one channel and one filter each ({@code depthwise.c}). */
final class DepthwiseConvolver implements Convolver {
  /** So many places make a partial sum worth its memory. */
  private static final int SLICE = 128;

  private static final int MOST_SLICES = 256;

  /** Elements that partial sums may take together. */
  private static final long MOST_PARTIALS = 1 << 21;

  private final DeviceContext context;
  private final RowCalls rows;

  /**
   * @param rows add up slices
   */
  DepthwiseConvolver(DeviceContext context, RowCalls rows) {
    this.context = context;
    this.rows = rows;
  }

  /** Whether this is what it takes. */
  static boolean takes(ConvolutionShape shape) {
    return shape.groups() == shape.channels() && shape.groups() == shape.filters();
  }

  /** It has one way, and not for any convolution. */
  @Override
  public Map<String, Convolver> variants() {
    return Map.of();
  }

  @Override
  public LaunchCall convolve(String op, SeenProduct product, View seen, View filters, View out) {
    return context.call(
        op,
        context.launch(
            DeviceKernel.DEPTHWISE.of(context.format(seen)),
            groups(DeviceKernel.DEPTHWISE, out),
            new Arguments()
                .view(seen)
                .view(filters)
                .view(out)
                .and(product.extents())
                .flag(product.backwards())
                .flag(isWide(seen, filters, out))));
  }

  @Override
  public LaunchCall convolveFilters(
      String op, ConvolutionShape shape, View images, View results, View filters) {
    int places = (int) (results.elements() / shape.filters());
    long most = Math.min(MOST_SLICES, Math.max(1, MOST_PARTIALS / filters.elements()));
    int slice = ceilDiv(places, (int) Math.min(most, ceilDiv(places, SLICE)));
    int slices = ceilDiv(places, slice);
    PartialSums sums = new PartialSums(slices, shape.window().elements(), shape.filters(), false);
    return new LaunchCall(
        context,
        op,
        sums.elements(),
        scratch -> {
          BoundLaunch launch =
              context.launch(
                  DeviceKernel.DEPTHWISE_FILTERS.of(context.format(images)),
                  groups(DeviceKernel.DEPTHWISE_FILTERS, scratch),
                  new Arguments()
                      .view(images)
                      .view(results)
                      .view(scratch)
                      .and(new SeenProduct(shape, false).extents())
                      .ints(slices, slice)
                      .flag(isWide(images, results, filters)));
          return sums.launches(launch, rows, scratch, filters);
        });
  }

  private int groups(DeviceKernel kernel, View out) {
    return context.groups((out.elements() + Quads.LENGTH - 1) / Quads.LENGTH, kernel.lanes());
  }

  private static boolean isWide(View a, View b, View c) {
    return a.shape().dimension(3) % Quads.LENGTH == 0 && Quads.aligned(a, b, c);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
