package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@link ConvolutionOps} on a device; lets one thread at a time in. */
final class ConvolutionCalls implements ConvolutionOps {
  private final DeviceContext context;
  private final DataCalls data;
  private final Convolver depthwise;
  private final Convolver any;

  /**
   * @param data fill what is a sum of nothing
   * @param rows add up partial sums
   */
  ConvolutionCalls(DeviceContext context, DataCalls data, RowCalls rows) {
    this(
        context,
        data,
        new DepthwiseConvolver(context, rows),
        context.isCpu() ? new VectorConvolver(context, rows) : new TiledConvolver(context, rows));
  }

  private ConvolutionCalls(
      DeviceContext context, DataCalls data, Convolver depthwise, Convolver any) {
    this.context = context;
    this.data = data;
    this.depthwise = depthwise;
    this.any = any;
  }

  /** Every way in which convolutions are computed, by name. */
  Map<String, ConvolutionOps> variants() {
    Map<String, ConvolutionOps> all = new LinkedHashMap<>();
    any.variants()
        .forEach((name, way) -> all.put(name, new ConvolutionCalls(context, data, way, way)));
    return all;
  }

  @Override
  public Call convolve(Window window, int groups, View images, View filters, View results) {
    String op = "convolve";
    return bind(
        op,
        window,
        groups,
        images,
        filters,
        results,
        results,
        shape -> by(shape).convolve(op, new SeenProduct(shape, false), images, filters, results));
  }

  @Override
  public Call convolveImages(Window window, int groups, View results, View filters, View images) {
    String op = "convolveImages";
    return bind(
        op,
        window,
        groups,
        images,
        filters,
        results,
        images,
        shape -> by(shape).convolve(op, new SeenProduct(shape, true), results, filters, images));
  }

  @Override
  public Call convolveFilters(Window window, int groups, View images, View results, View filters) {
    String op = "convolveFilters";
    return bind(
        op,
        window,
        groups,
        images,
        filters,
        results,
        filters,
        shape -> by(shape).convolveFilters(op, shape, images, results, filters));
  }

  private Convolver by(ConvolutionShape shape) {
    return DepthwiseConvolver.takes(shape) ? depthwise : any;
  }

  private Call bind(
      String op,
      Window window,
      int groups,
      View images,
      View filters,
      View results,
      View out,
      Function<ConvolutionShape, Call> binding) {
    return context.get(
        () -> {
          Contract.convolution(
              context.precision(), op, window, groups, images, filters, results, out);
          context.checkOwn(op, images, filters, results);
          context.index(op, images.elements());
          context.index(op, filters.elements());
          context.index(op, results.elements());
          // A row or a column may lie beyond the edges, and is an index until it is found to.
          context.index(op, images.shape().dimension(1) + window.top() + window.bottom());
          context.index(op, images.shape().dimension(2) + window.left() + window.right());
          ConvolutionShape shape = ConvolutionShape.of(window, groups, images, results);
          return shape.isEmpty() ? data.fill(0, out) : binding.apply(shape);
        });
  }
}
