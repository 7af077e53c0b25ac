package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.tensor.DType;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;

/** One of the products of a convolution, prepared for a number of images. */
final class ConvolutionPlan {
  /** The order of the product's arguments. */
  private static final int IMAGES = 0;

  private static final int FILTERS = 1;
  private static final int RESULTS = 2;
  private static final int SCRATCHPAD = 3;

  /** The order of the reordering's. */
  private static final int FROM = 0;

  private static final int TO = 1;

  private final OneDnnEngine owner;
  private final NativeObjects kept;
  private final ConvolutionLayouts layouts;
  private final memory.desc wanted;
  private final OneDnnPrimitive product;
  private final OneDnnPrimitive reordering;

  /**
   * @param factors what the two that are multiplied are of
   * @param count how many images
   * @param workers how many threads may run it at the same time
   */
  ConvolutionPlan(
      OneDnnEngine owner,
      NativeObjects kept,
      ConvolutionProduct kind,
      ConvolutionShape shape,
      DType factors,
      int count,
      int workers) {
    this.owner = owner;
    this.kept = kept;
    engine engine = owner.library().engine();
    layouts = new ConvolutionLayouts(kept, engine, kind, shape, factors, count);
    primitive_desc described = kind.describe(layouts);
    boolean gives = kind == ConvolutionProduct.FILTERS;
    wanted = kept.keep(gives ? described.diff_weights_desc() : described.weights_desc());
    product =
        new OneDnnPrimitive(
            kept,
            kind.op(),
            kind.prepare(described),
            workers,
            kind.imagesRole(),
            kind.filtersRole(),
            kind.resultsRole(),
            DNNL_ARG_SCRATCHPAD);
    memory.desc scratch = kept.keep(described.scratchpad_desc());
    for (int worker = 0; worker < workers; worker++) {
      long pad = owner.scratchpads().reserve(worker, scratch.get_size());
      product.set(worker, SCRATCHPAD, content(scratch, pad));
    }
    memory.desc from = gives ? wanted : layouts.ownFilters();
    memory.desc to = gives ? layouts.ownFilters() : wanted;
    reorder.primitive_desc moved = kept.keep(new reorder.primitive_desc(engine, from, engine, to));
    reordering =
        new OneDnnPrimitive(
            kept, "reorder filters", new reorder(moved), workers, DNNL_ARG_FROM, DNNL_ARG_TO);
  }

  /** How oneDNN would compute a product. */
  static String implementation(
      engine engine, ConvolutionProduct kind, ConvolutionShape shape, DType factors) {
    try (NativeObjects kept = new NativeObjects()) {
      ConvolutionLayouts layouts =
          new ConvolutionLayouts(kept, engine, kind, shape, factors, shape.batch());
      BytePointer name = kept.keep(kind.describe(layouts).impl_info_str());
      return name.getString();
    }
  }

  /** Whether that is oneDNN's plain loops, which are there to be right, not fast. */
  static boolean isPlainLoops(String implementation) {
    return implementation.startsWith("ref");
  }

  /** Bytes of filters in the order that oneDNN wants. */
  long filterBytes() {
    return wanted.get_size();
  }

  /** Filters in that order. */
  dnnl_memory wantedFilters(long address) {
    return content(wanted, address);
  }

  /** Filters as they lie. */
  dnnl_memory ownFilters(long address) {
    return content(layouts.ownFilters(), address);
  }

  dnnl_memory images(long address) {
    return content(layouts.images(), address);
  }

  dnnl_memory results(long address) {
    return content(layouts.results(), address);
  }

  /** Multiplies, with filters in the order that oneDNN wants. */
  void multiply(int worker, dnnl_memory images, dnnl_memory filters, dnnl_memory results) {
    product.set(worker, IMAGES, images);
    product.set(worker, FILTERS, filters);
    product.set(worker, RESULTS, results);
    product.execute(worker, owner.stream(worker));
  }

  /** Brings filters into that order, or out of it if they are what is computed. */
  void reorder(int worker, dnnl_memory from, dnnl_memory to) {
    reordering.set(worker, FROM, from);
    reordering.set(worker, TO, to);
    reordering.execute(worker, owner.stream(worker));
  }

  private dnnl_memory content(memory.desc layout, long address) {
    memory content =
        kept.keep(new memory(layout, owner.library().engine(), kept.keep(OneDnn.at(address))));
    return kept.keep(content.get());
  }
}
