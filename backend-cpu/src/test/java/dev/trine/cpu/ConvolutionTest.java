package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution by oneDNN, on the processors that it has code of its own for. */
@EnabledOnOs(architectures = {"amd64", "x86_64"})
@DisabledIfSystemProperty(named = "trine.cpu.onednn", matches = "false")
class ConvolutionTest {
  private static final int[] THREADS = {1, 2, 3, 8};

  static List<ConvolutionCase> cases() {
    Window uneven = new Window(3, 2, 2, 1, 1, 2, 1, 0, 2, 1);
    return List.of(
        ConvolutionCase.of("LeNet's first layer", padded(5, 2), 1, Shape.of(11, 28, 28, 1), 32),
        ConvolutionCase.of("LeNet's second layer", padded(5, 2), 1, Shape.of(5, 14, 14, 32), 64),
        ConvolutionCase.of("depthwise", padded(3, 1), 24, Shape.of(37, 14, 14, 24), 24),
        ConvolutionCase.of("depthwise, twice as many", padded(3, 1), 5, Shape.of(7, 9, 8, 5), 10),
        ConvolutionCase.of("1×1", padded(1, 0), 1, Shape.of(19, 14, 14, 48), 40),
        ConvolutionCase.of("three groups", padded(3, 1), 3, Shape.of(33, 12, 12, 21), 33),
        ConvolutionCase.of("uneven", uneven, 1, Shape.of(3, 9, 7, 5), 7),
        ConvolutionCase.of("uneven in groups", uneven, 2, Shape.of(13, 17, 15, 6), 10),
        ConvolutionCase.of("strided", strided(3, 2, 1), 1, Shape.of(17, 15, 15, 16), 24),
        ConvolutionCase.of("places apart", strided(2, 3, 0), 1, Shape.of(9, 16, 16, 8), 8),
        ConvolutionCase.of("more edge than window", padded(2, 3), 1, Shape.of(4, 5, 5, 3), 4),
        ConvolutionCase.of("one pixel", padded(1, 0), 1, Shape.of(1, 1, 1, 1), 1));
  }

  static Stream<Arguments> products() {
    return cases().stream()
        .flatMap(c -> Stream.of(ConvolutionProduct.values()).map(p -> Arguments.of(c, p)));
  }

  @ParameterizedTest
  @MethodSource("products")
  void agreesWithTheReferenceWithTheSameBitsOnAnyNumberOfThreads(
      ConvolutionCase convolution, ConvolutionProduct product) {
    List<Shape> inputs = convolution.inputs(product);
    float[] first = ConvolutionCase.drawn(inputs.get(0), 1);
    float[] second = ConvolutionCase.drawn(inputs.get(1), 2);
    float[] expected = convolution.expected(product, first, second);
    float[] alone = null;
    for (int threads : THREADS) {
      float[] actual = computed(convolution, product, threads, first, second);
      assertClose(expected, actual);
      alone = alone == null ? actual : alone;
      assertArrayEquals(alone, actual, "with " + threads + " threads");
    }
  }

  @ParameterizedTest
  @MethodSource("products")
  void passesOnWhatIsNotANumber(ConvolutionCase convolution, ConvolutionProduct product) {
    List<Shape> inputs = convolution.inputs(product);
    float[] first = ConvolutionCase.drawn(inputs.get(0), 3);
    float[] second = ConvolutionCase.drawn(inputs.get(1), 4);
    first[first.length / 3] = Float.NaN;
    first[first.length / 2] = Float.POSITIVE_INFINITY;
    first[first.length - 1] = Float.NEGATIVE_INFINITY;
    float[] expected = convolution.expected(product, first, second);
    assertClose(expected, computed(convolution, product, 2, first, second));
  }

  @ParameterizedTest
  @MethodSource("products")
  void passesOnWhatIsNotANumberOfTheOtherFactor(
      ConvolutionCase convolution, ConvolutionProduct product) {
    ConvolutionCase unpadded = withoutEdges(convolution);
    List<Shape> inputs = unpadded.inputs(product);
    float[] first = ConvolutionCase.drawn(inputs.get(0), 5);
    float[] second = ConvolutionCase.drawn(inputs.get(1), 6);
    second[second.length / 3] = Float.NaN;
    second[second.length - 1] = Float.NEGATIVE_INFINITY;
    float[] expected = unpadded.expected(product, first, second);
    float[] actual = computed(unpadded, product, 2, first, second);
    for (int i = 0; i < actual.length; i++) {
      // oneDNN's strided one goes beyond the edges of results, and multiplies by 0 there.
      boolean beyond = product == ConvolutionProduct.IMAGES && Float.isNaN(actual[i]);
      expected[i] = beyond ? Float.NaN : expected[i];
    }
    assertClose(expected, actual);
  }

  @Test
  void whatIsEmptyGivesNothingOrZero() {
    Window window = padded(3, 1);
    for (ConvolutionProduct product : ConvolutionProduct.values()) {
      for (ConvolutionCase empty :
          List.of(
              ConvolutionCase.of("no images", window, 1, Shape.of(0, 5, 5, 2), 3),
              ConvolutionCase.of("no channels", window, 1, Shape.of(2, 5, 5, 0), 3),
              ConvolutionCase.of("no filters", window, 1, Shape.of(2, 5, 5, 2), 0))) {
        float[] first = ConvolutionCase.drawn(empty.inputs(product).get(0), 1);
        float[] second = ConvolutionCase.drawn(empty.inputs(product).get(1), 2);
        float[] zeros = new float[(int) empty.output(product).elements()];
        assertArrayEquals(zeros, computed(empty, product, 2, first, second), empty.name());
      }
    }
  }

  /** oneDNN's plain loops are a thousand times slower than matrix products. */
  @ParameterizedTest
  @MethodSource("products")
  void hasCodeForEveryShape(ConvolutionCase convolution, ConvolutionProduct product) {
    assertHasCode(product, shape(convolution));
  }

  @Test
  void hasCodeForWindowsAndGroupsOfAnyKind() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Window window =
          new Window(
              1 + random.nextInt(5),
              1 + random.nextInt(5),
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              random.nextInt(4),
              random.nextInt(4),
              random.nextInt(4),
              random.nextInt(4));
      int groups = random.nextBoolean() ? 1 : 1 + random.nextInt(8);
      long channels = groups * (1L + random.nextInt(random.nextBoolean() ? 4 : 40));
      long filters = groups * (1L + random.nextInt(random.nextBoolean() ? 4 : 40));
      Shape images = Shape.of(2, 10 + random.nextInt(20), 10 + random.nextInt(20), channels);
      ConvolutionCase any = ConvolutionCase.of("any", window, groups, images, filters);
      for (ConvolutionProduct product : ConvolutionProduct.values()) {
        assertHasCode(product, shape(any));
      }
    }
  }

  private static void assertHasCode(ConvolutionProduct product, ConvolutionShape shape) {
    try (engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0)) {
      String name = ConvolutionPlan.implementation(engine, product, shape, DType.F32);
      assertFalse(ConvolutionPlan.isPlainLoops(name), () -> product + " of " + shape + ": " + name);
    }
  }

  @Test
  void portableBackendsExpand() {
    BackendOptions options = BackendOptions.defaults();
    try (Backend portable = CpuBackend.open(options.withPortable(true));
        Backend usual = CpuBackend.open(options)) {
      assertFalse(portable instanceof ConvolutionOps);
      assertTrue(usual instanceof ConvolutionOps);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      ConvolutionOps ops = (ConvolutionOps) backend;
      Window window = padded(3, 1);
      View images = view(backend, Shape.of(2, 5, 5, 4));
      View filters = view(backend, Shape.of(3, 3, 4, 6));
      View results = view(backend, Shape.of(2, 5, 5, 6));
      View narrow = view(backend, Shape.of(2, 5, 4, 6));
      assertRefused("groups", () -> ops.convolve(window, 3, images, filters, results));
      assertRefused("filters", () -> ops.convolve(window, 2, images, filters, results));
      assertRefused("results", () -> ops.convolve(window, 1, images, filters, narrow));
      View flat = images.reshape(Shape.of(50, 4));
      assertRefused("images", () -> ops.convolveImages(window, 1, results, filters, flat));
      View all = view(backend, Shape.of(600));
      View first = all.part(0, Shape.of(2, 5, 5, 4));
      View second = all.part(100, Shape.of(2, 5, 5, 6));
      assertRefused("writes over", () -> ops.convolve(window, 1, first, filters, second));
    }
  }

  @Test
  void runsOnlyWithItsMemory() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      ConvolutionCase one = cases().get(0);
      for (ConvolutionProduct product : ConvolutionProduct.values()) {
        View a = view(backend, one.inputs(product).get(0));
        View b = view(backend, one.inputs(product).get(1));
        View out = view(backend, one.output(product));
        try (Call call = one.bind((ConvolutionOps) backend, product, a, b, out)) {
          assertThrows(IllegalStateException.class, call::enqueue);
          View tooSmall = view(backend, Shape.of(call.scratchBytes() / 4 - 1));
          assertThrows(IllegalArgumentException.class, () -> call.attachScratch(tooSmall));
          View enough = view(backend, Shape.of(call.scratchBytes() / 4));
          call.attachScratch(enough);
          call.enqueue();
          enough.buffer().close();
          assertThrows(IllegalStateException.class, call::enqueue);
        }
      }
    }
  }

  private static float[] computed(
      ConvolutionCase convolution,
      ConvolutionProduct product,
      int threads,
      float[] first,
      float[] second) {
    try (Backend cpu = CpuBackend.open(BackendOptions.defaults().withThreads(threads))) {
      return convolution.computed(cpu, product, first, second);
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    float largest = 1;
    for (float value : expected) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.compare(expected[i], actual[i]) == 0;
      boolean close = Math.abs(expected[i] - actual[i]) <= 1e-5f * largest;
      assertTrue(same || close, "element %s: %s, not %s".formatted(i, actual[i], expected[i]));
    }
  }

  private static void assertRefused(String part, Runnable bind) {
    String message = assertThrows(IllegalArgumentException.class, bind::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  static ConvolutionShape shape(ConvolutionCase of) {
    return new ConvolutionShape(
        of.window(),
        of.groups(),
        (int) of.images().dimension(0),
        (int) of.images().dimension(1),
        (int) of.images().dimension(2),
        (int) of.images().dimension(3),
        (int) of.results().dimension(1),
        (int) of.results().dimension(2),
        (int) of.results().dimension(3));
  }

  private static ConvolutionCase withoutEdges(ConvolutionCase of) {
    Window w = of.window();
    Window without =
        new Window(
            w.height(), w.width(), w.down(), w.across(), w.rowStep(), w.columnStep(), 0, 0, 0, 0);
    return new ConvolutionCase(of.name(), without, of.groups(), of.images(), of.filters());
  }

  private static View view(Backend backend, Shape shape) {
    return backend.allocate(TensorType.f32(shape), "view");
  }

  private static Window padded(int size, int edge) {
    return new Window(size, size, 1, 1, 1, 1, edge, edge, edge, edge);
  }

  private static Window strided(int size, int stride, int edge) {
    return new Window(size, size, stride, stride, 1, 1, edge, edge, edge, edge);
  }
}
