package dev.trine.cpu;

import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/**
 * A convolution of some images as oneDNN describes it. Images and results are used as they lie.
 * Filters are not: oneDNN says how it wants them, and they are reordered, which is little work
 * beside the product. With filters as they lie, it does with half the speed, or with none.
 */
final class ConvolutionLayouts {
  private final NativeObjects kept;
  private final engine engine;
  private final ConvolutionShape shape;
  private final memory.data_type factors;
  private final int count;
  private final memory.desc images;
  private final memory.desc results;
  private final memory.desc ownFilters;
  private final memory.desc wantedFilters;
  private final primitive_attr attributes;
  private final long[] strides;
  private final long[] dilation;
  private final long[] before;
  private final long[] behind;

  /**
   * @param factors what the two that are multiplied are of
   * @param count how many images
   */
  ConvolutionLayouts(
      NativeObjects kept,
      engine engine,
      ConvolutionProduct kind,
      ConvolutionShape shape,
      DType factors,
      int count) {
    this.kept = kept;
    this.engine = engine;
    this.shape = shape;
    this.count = count;
    this.factors = OneDnn.type(factors);
    images = images(typeUnless(kind == ConvolutionProduct.IMAGES));
    results = results(typeUnless(kind == ConvolutionProduct.RESULTS));
    memory.data_type ofFilters = typeUnless(kind == ConvolutionProduct.FILTERS);
    ownFilters = kept.keep(new memory.desc(filters(), ofFilters, filterStrides()));
    wantedFilters = wanted(ofFilters);
    attributes = kept.keep(new primitive_attr());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    Window window = shape.window();
    strides = new long[] {window.down(), window.across()};
    dilation = new long[] {window.rowStep() - 1, window.columnStep() - 1};
    before = new long[] {window.top(), window.left()};
    behind = new long[] {window.bottom(), window.right()};
  }

  memory.desc images() {
    return images;
  }

  memory.desc results() {
    return results;
  }

  /** Filters as they lie: [height, width, channels / groups, filters]. */
  memory.desc ownFilters() {
    return ownFilters;
  }

  convolution_forward.primitive_desc forward() {
    return forward(images, wantedFilters, results);
  }

  /** Of what a gradient is one; oneDNN wants to be shown one that it can compute. */
  private convolution_forward.primitive_desc forwardOfFactors() {
    return forward(images(factors), wanted(factors), results(factors));
  }

  private convolution_forward.primitive_desc forward(
      memory.desc ofImages, memory.desc ofFilters, memory.desc ofResults) {
    return kept.keep(
        new convolution_forward.primitive_desc(
            engine,
            prop_kind.forward_training,
            algorithm.convolution_direct,
            ofImages,
            ofFilters,
            ofResults,
            strides,
            dilation,
            before,
            behind,
            attributes,
            false));
  }

  convolution_backward_data.primitive_desc backwardData() {
    return kept.keep(
        new convolution_backward_data.primitive_desc(
            engine,
            algorithm.convolution_direct,
            images,
            wantedFilters,
            results,
            strides,
            dilation,
            before,
            behind,
            forwardOfFactors(),
            attributes,
            false));
  }

  convolution_backward_weights.primitive_desc backwardWeights() {
    return kept.keep(
        new convolution_backward_weights.primitive_desc(
            engine,
            algorithm.convolution_direct,
            images,
            wantedFilters,
            results,
            strides,
            dilation,
            before,
            behind,
            forwardOfFactors(),
            attributes,
            false));
  }

  private memory.desc images(memory.data_type type) {
    return channelsLast(type, shape.height(), shape.width(), shape.channels());
  }

  private memory.desc results(memory.data_type type) {
    return channelsLast(type, shape.rows(), shape.columns(), shape.filters());
  }

  /** Filters in an order that is left to oneDNN. */
  private memory.desc wanted(memory.data_type type) {
    return kept.keep(new memory.desc(filters(), type, memory.format_tag.any));
  }

  /** Of a factor, or of what is computed, which is F32. */
  private memory.data_type typeUnless(boolean computed) {
    return computed ? memory.data_type.f32 : factors;
  }

  private memory.desc channelsLast(memory.data_type type, long height, long width, long channels) {
    long[] extents = {count, channels, height, width};
    long[] steps = {height * width * channels, 1, width * channels, channels};
    return kept.keep(new memory.desc(extents, type, steps));
  }

  /** ([groups,] filters, channels, height, width), of one group. */
  private long[] filters() {
    Window window = shape.window();
    long groups = shape.groups();
    long count = shape.filters() / groups;
    long channels = shape.channels() / groups;
    return groups == 1
        ? new long[] {count, channels, window.height(), window.width()}
        : new long[] {groups, count, channels, window.height(), window.width()};
  }

  private long[] filterStrides() {
    long channel = shape.filters();
    long column = channel * (shape.channels() / shape.groups());
    long row = column * shape.window().width();
    return shape.groups() == 1
        ? new long[] {1, channel, row, column}
        : new long[] {shape.filters() / shape.groups(), 1, channel, row, column};
  }
}
