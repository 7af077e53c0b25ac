package dev.trine.cpu;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;

/**
 * The CPU with convolution by oneDNN: for every window and any groups, depthwise ones too.
 *
 * <p>A batch is cut into parts by what is computed alone, and gradients by filters are added up in
 * the order of the parts, so that the bits of a convolution do not depend on the number of threads.
 * They do depend on the processor, and on the size of the batch. What lies beyond the edges may be
 * multiplied as 0 or left out, which is the same unless the other factor there, a filter or the
 * gradient of a result, is NaN or infinite.
 */
final class ConvolvingCpuBackend extends CpuBackend implements ConvolutionOps {
  private final OneDnnEngine engine;

  ConvolvingCpuBackend(OneDnnEngine engine, BackendOptions options) {
    super(engine, options);
    this.engine = engine;
  }

  @Override
  public Call convolve(Window window, int groups, View images, View filters, View results) {
    return bound(ConvolutionProduct.RESULTS, window, groups, images, filters, results, results);
  }

  @Override
  public Call convolveImages(Window window, int groups, View results, View filters, View images) {
    return bound(ConvolutionProduct.IMAGES, window, groups, images, filters, results, images);
  }

  @Override
  public Call convolveFilters(Window window, int groups, View images, View results, View filters) {
    return bound(ConvolutionProduct.FILTERS, window, groups, images, filters, results, filters);
  }

  private Call bound(
      ConvolutionProduct kind,
      Window window,
      int groups,
      View images,
      View filters,
      View results,
      View out) {
    Contract.convolution(precision(), kind.op(), window, groups, images, filters, results, out);
    ConvolutionShape shape = ConvolutionShape.of(window, groups, images, results);
    return gate()
        .inside(
            () -> {
              if (shape.isEmpty()) {
                return new FillCall(gate(), 0, region(out));
              }
              return kind == ConvolutionProduct.FILTERS
                  ? new FilterGradientCall(
                      gate(),
                      ownMemory(),
                      engine,
                      shape,
                      region(images),
                      region(results),
                      region(filters))
                  : new ConvolutionCall(
                      gate(),
                      ownMemory(),
                      engine,
                      kind,
                      shape,
                      region(images),
                      region(filters),
                      region(results));
            });
  }
}
