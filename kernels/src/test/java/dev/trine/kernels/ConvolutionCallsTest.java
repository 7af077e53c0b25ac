package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.kernels.FakeRuntime.Prepared;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How convolutions become launches. */
class ConvolutionCallsTest {
  private static final Window THREE = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
  private static final Window STRIDED = new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1);

  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = DeviceBackend.of(runtime, BackendOptions.defaults());
  private final ConvolutionOps ops = (ConvolutionOps) backend;

  private View tensor(Shape shape) {
    return backend.allocate(TensorType.f32(shape), "tensor");
  }

  private List<Prepared> launched(Call call) {
    call.attachScratch(
        backend.allocate(new TensorType(DType.U8, Shape.of(call.scratchBytes())), "scratch"));
    return runtime.prepared;
  }

  private List<String> names(Call call) {
    return launched(call).stream().map(Prepared::kernel).toList();
  }

  private Call convolve(Window window, int groups, Shape images, long filters) {
    Shape shape = Shape.of(window.height(), window.width(), images.dimension(3) / groups, filters);
    View results = tensor(window.over(images, filters));
    return ops.convolve(window, groups, tensor(images), tensor(shape), results);
  }

  private Call filters(Window window, int groups, Shape images, long filters) {
    Shape shape = Shape.of(window.height(), window.width(), images.dimension(3) / groups, filters);
    View results = tensor(window.over(images, filters));
    return ops.convolveFilters(window, groups, tensor(images), results, tensor(shape));
  }

  @Test
  void aLargeOneIsOneLaunchThatNeedsNoScratch() {
    Call call = convolve(THREE, 1, Shape.of(256, 32, 32, 128), 128);
    assertEquals(0, call.scratchBytes());
    assertEquals(List.of("convolve_128"), names(call));
    assertEquals(256 * 32 * 32 / 128, runtime.prepared.get(0).grid().groupsX());
  }

  @Test
  void theGradientByTheImagesIsOneLaunchWhateverTheStride() {
    Shape images = Shape.of(256, 32, 32, 128);
    View results = tensor(STRIDED.over(images, 128));
    Call call =
        ops.convolveImages(STRIDED, 1, results, tensor(Shape.of(3, 3, 128, 128)), tensor(images));
    assertEquals(List.of("convolve_128"), names(call));
    assertEquals(4 * 256 * 16 * 16 / 128, runtime.prepared.get(0).grid().groupsX());
  }

  @Test
  void theGradientByTheFiltersIsSplitAndAddedUp() {
    Call call = filters(THREE, 1, Shape.of(128, 14, 14, 32), 64);
    assertEquals(List.of("convolve_filters_64", "fold"), names(call));
    assertEquals(0, call.scratchBytes() % (4 * 3 * 3 * 32 * 64));
  }

  @Test
  void groupsOfOneChannelHaveKernelsOfTheirOwn() {
    assertEquals(List.of("depthwise"), names(convolve(THREE, 64, Shape.of(8, 14, 14, 64), 64)));
    runtime.prepared.clear();
    assertEquals(
        List.of("depthwise_filters", "fold"),
        names(filters(THREE, 64, Shape.of(8, 14, 14, 64), 64)));
    runtime.prepared.clear();
    assertTrue(
        names(convolve(THREE, 64, Shape.of(8, 14, 14, 64), 128)).get(0).startsWith("convolve"));
  }

  @Test
  void whatIsEmptyIsFilledWithZeros() {
    assertEquals(List.of("fill"), names(filters(THREE, 1, Shape.of(0, 5, 5, 2), 3)));
    runtime.prepared.clear();
    assertEquals(List.of(), names(convolve(THREE, 1, Shape.of(0, 5, 5, 2), 3)));
  }

  @Test
  void moreThanAnIndexHoldsIsRefusedByName() {
    Exception e =
        assertThrows(
            UnsupportedOpException.class,
            () -> convolve(THREE, 1, Shape.of(1 << 11, 1 << 10, 1 << 10, 1), 1));
    assertTrue(e.getMessage().startsWith("convolve on fake:0"), e.getMessage());
    Window far = new Window(1, 1, 1 << 30, 1, 1, 1, 1 << 30, 1 << 30, 0, 0);
    assertThrows(UnsupportedOpException.class, () -> convolve(far, 1, Shape.of(1, 5, 5, 1), 1));
  }

  /** Whose convolutions have the bits of what they expand to. */
  @Test
  void aPortableBackendHasNone() {
    BackendOptions options = BackendOptions.defaults().withPortable(true);
    try (DeviceBackend portable = DeviceBackend.of(new FakeRuntime(), options)) {
      assertFalse(portable instanceof ConvolutionOps);
      assertEquals(List.of(), portable.variants().convolutions());
    }
  }

  @Test
  void eachTileIsAVariant() {
    assertEquals(
        List.of("convolve_128", "convolve_64", "convolve_32"),
        backend.variants().convolutions().stream()
            .map(way -> way.name().replace(" in 2 slices", ""))
            .distinct()
            .toList());
  }

  @Test
  void tilesAreThoseOfProducts() {
    Stream.of(TiledConvolver.PRODUCTS, TiledConvolver.GRADIENTS)
        .map(Map::entrySet)
        .flatMap(kernels -> kernels.stream())
        .forEach(kernel -> assertHasTile(kernel.getKey(), kernel.getValue()));
  }

  private static void assertHasTile(GemmVariant variant, DeviceKernel kernel) {
    String source = KernelSource.load("convolve").text();
    String from = "#define TILE %d\n#define REACH %d\n".formatted(variant.tile(), variant.reach());
    String kernels = source.substring(source.indexOf(from));
    kernels = kernels.substring(0, kernels.indexOf("#undef TILE"));
    String entry = "KERNEL(%d, 1, 1) void %s(".formatted(variant.lanes(), kernel.entry());
    assertTrue(kernels.contains(entry), entry);
    assertEquals(variant.lanes(), kernel.lanes());
  }

  /** What every OpenCL device is expected to have. */
  @Test
  void theSmallOneTakesEverything() {
    FakeRuntime tiny = new FakeRuntime(new Limits(64, 8 * 1024, 1, 128), 1L << 40);
    try (DeviceBackend limited = DeviceBackend.of(tiny, BackendOptions.defaults())) {
      assertEquals(
          List.of("convolve_32", "convolve_32 in 2 slices"),
          limited.variants().convolutions().stream()
              .map(way -> way.name())
              .collect(Collectors.toList()));
    }
  }
}
