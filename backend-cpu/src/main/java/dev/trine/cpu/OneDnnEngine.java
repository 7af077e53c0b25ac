package dev.trine.cpu;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.stream;

/** Matrix products by oneDNN. */
final class OneDnnEngine implements MatrixEngine {
  /** A convolution that every fast implementation covers: 64 channels, 3×3, 64 filters. */
  private static final ConvolutionShape USUAL =
      new ConvolutionShape(new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), 1, 8, 14, 14, 64, 14, 14, 64);

  private final OneDnn library;
  private final DType operands;
  private final int parts;
  private final stream[] streams;
  private final dnnl_stream[] handles;
  private final Scratchpads scratchpads = new Scratchpads();
  private final JavaMatrixEngine forNoTerms;

  OneDnnEngine(OneDnn library, BackendOptions options) {
    this.library = library;
    operands = options.precision().operands();
    int threads = options.threads();
    forNoTerms = new JavaMatrixEngine(options, "nothing to multiply");
    // Where it cannot be kept to one thread, it does the sharing out itself.
    parts = library.isControllable() ? threads : 1;
    streams = new stream[threads];
    handles = new dnnl_stream[threads];
    for (int i = 0; i < threads; i++) {
      streams[i] = new stream(library.engine());
      handles[i] = streams[i].get();
    }
  }

  @Override
  public String driver() {
    return driver(library);
  }

  static String driver(OneDnn library) {
    return "oneDNN " + library.version();
  }

  @Override
  public void setUpThread() {
    library.keepToThisThread();
  }

  @Override
  public PreparedProduct bind(
      Gate gate, Matmul spec, Region a, Region b, Region bias, Region other, Region out) {
    if (spec.k() == 0 || spec.flops() == 0) {
      return forNoTerms.bind(gate, spec, a, b, bias, other, out);
    }
    return new OneDnnProduct(gate, this, spec, parts, a, b, bias, other, out);
  }

  /**
   * Whether it convolves well: by code for this processor, and on one thread. Where it has only its
   * plain loops, which are a thousand times slower, matrix products do better.
   */
  boolean convolves() {
    return library.isControllable()
        && Stream.of(ConvolutionProduct.values())
            .map(kind -> ConvolutionPlan.implementation(library.engine(), kind, USUAL, operands))
            .noneMatch(ConvolutionPlan::isPlainLoops);
  }

  OneDnn library() {
    return library;
  }

  Scratchpads scratchpads() {
    return scratchpads;
  }

  /** How many threads run primitives. */
  int workers() {
    return handles.length;
  }

  /** Where one of the team's threads runs primitives. */
  dnnl_stream stream(int worker) {
    return handles[worker];
  }

  @Override
  public void close() {
    scratchpads.close();
    for (stream each : streams) {
      each.close();
    }
  }
}
