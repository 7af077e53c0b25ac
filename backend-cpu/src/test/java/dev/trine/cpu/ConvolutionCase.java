package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Scratch;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.graph.Fused;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.ConvolveFilters;
import dev.trine.graph.ops.ConvolveImages;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A convolution of given extents, computed in one piece, or by the reference from what it expands
 * to.
 */
record ConvolutionCase(String name, Window window, int groups, Shape images, Shape filters) {
  /** What lies before and behind each tensor, and must stay. */
  private static final float SENTINEL = 77;

  /** Elements before a tensor, so that it is not even aligned to a vector. */
  private static final int BEFORE = 19;

  private static final int BEHIND = 33;

  static ConvolutionCase of(String name, Window window, int groups, Shape images, long filters) {
    long share = images.dimension(3) / groups;
    Shape shape = Shape.of(window.height(), window.width(), share, filters);
    return new ConvolutionCase(name, window, groups, images, shape);
  }

  Shape results() {
    return window.over(images, filters.dimension(3));
  }

  /** The shapes of a product's two inputs. */
  List<Shape> inputs(ConvolutionProduct product) {
    return switch (product) {
      case RESULTS -> List.of(images, filters);
      case IMAGES -> List.of(results(), filters);
      case FILTERS -> List.of(images, results());
    };
  }

  Shape output(ConvolutionProduct product) {
    return switch (product) {
      case RESULTS -> results();
      case IMAGES -> images;
      case FILTERS -> filters;
    };
  }

  static float[] drawn(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return values;
  }

  /** By the double-precision reference. */
  float[] expected(ConvolutionProduct product, float[] first, float[] second) {
    Graph graph = new Graph();
    List<Shape> shapes = inputs(product);
    Node a = graph.input("a", TensorType.f32(shapes.get(0)));
    Node b = graph.input("b", TensorType.f32(shapes.get(1)));
    Node result = op(product).expand(List.of(a, b)).get(0);
    try (Backend reference = new ReferenceBackend();
        Arena arena = new Arena(reference, "arena");
        Program program =
            Program.compile(reference, graph, Map.of(), List.of(result), arena, name)) {
      upload(reference, program, "a", first);
      upload(reference, program, "b", second);
      program.run();
      float[] values = new float[(int) result.shape().elements()];
      try (var host = reference.allocateHost(DType.F32, values.length)) {
        program.download(result, host).await();
        host.get(0, values, 0, values.length);
      }
      return values;
    }
  }

  private static void upload(Backend backend, Program program, String name, float[] values) {
    try (var host = backend.allocateHost(DType.F32, values.length)) {
      host.put(0, values, 0, values.length);
      program.upload(name, host).await();
    }
  }

  private Fused op(ConvolutionProduct product) {
    return switch (product) {
      case RESULTS -> new Convolve(window, groups);
      case IMAGES -> new ConvolveImages(window, groups, images);
      case FILTERS -> new ConvolveFilters(window, groups, filters);
    };
  }

  /** In one piece, twice, of tensors that lie anywhere in memory that is checked for writes. */
  float[] computed(Backend backend, ConvolutionProduct product, float[] first, float[] second) {
    List<Shape> shapes = inputs(product);
    float[] nothing = new float[(int) output(product).elements()];
    Arrays.fill(nothing, Float.NaN);
    View a = between(backend, first);
    View b = between(backend, second);
    View out = between(backend, nothing);
    Call call =
        bind(
            (ConvolutionOps) backend,
            product,
            inside(a, shapes.get(0)),
            inside(b, shapes.get(1)),
            inside(out, output(product)));
    try (call;
        Buffer scratch = Scratch.attach(backend, List.of(call), "scratch")) {
      call.enqueue();
      float[] once = content(Step.download(backend, out));
      call.enqueue();
      float[] twice = content(Step.download(backend, out));
      if (!Arrays.equals(once, twice)) {
        throw new AssertionError(this + " differs the second time");
      }
      requireSame(first, content(Step.download(backend, a)));
      requireSame(second, content(Step.download(backend, b)));
      return once;
    }
  }

  Call bind(ConvolutionOps backend, ConvolutionProduct product, View a, View b, View out) {
    return switch (product) {
      case RESULTS -> backend.convolve(window, groups, a, b, out);
      case IMAGES -> backend.convolveImages(window, groups, a, b, out);
      case FILTERS -> backend.convolveFilters(window, groups, a, b, out);
    };
  }

  private static View between(Backend backend, float[] values) {
    float[] all = new float[BEFORE + values.length + BEHIND];
    Arrays.fill(all, SENTINEL);
    System.arraycopy(values, 0, all, BEFORE, values.length);
    return Step.upload(backend, all);
  }

  private static View inside(View all, Shape shape) {
    return all.part(BEFORE, shape);
  }

  private float[] content(float[] all) {
    int end = all.length - BEHIND;
    for (int i = 0; i < all.length; i++) {
      if ((i < BEFORE || i >= end) && all[i] != SENTINEL) {
        throw new AssertionError("%s wrote %s at %s, outside".formatted(this, all[i], i - BEFORE));
      }
    }
    return Arrays.copyOfRange(all, BEFORE, end);
  }

  private void requireSame(float[] before, float[] after) {
    if (!Arrays.equals(before, after)) {
      throw new AssertionError(this + " changed its input");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
