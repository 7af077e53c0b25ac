package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.UnsupportedOpException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.Precision;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.Timing;
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.StepState;
import dev.trine.expression.function.Relu;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceBackendTest {
  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = DeviceBackend.of(runtime, BackendOptions.defaults());

  private View vector(long elements) {
    return backend.allocate(TensorType.f32(elements), "vector");
  }

  private View bytes(long count) {
    return backend.allocate(new TensorType(DType.U8, Shape.of(count)), "bytes");
  }

  private Call relu(View in, View out) {
    Mapping spec = Mapping.dense(in.shape(), 1, new Relu().of(load(0)));
    return backend.map(spec, List.of(in), List.of(out));
  }

  @Test
  void allocationsAreRoundedUpCountedAndGivenBackOnce() {
    Buffer buffer = backend.allocate(257, "weights");
    assertEquals(257, buffer.bytes());
    assertEquals(512, backend.memory().liveBytesByOwner().get("weights"));
    buffer.close();
    buffer.close();
    assertEquals(0, backend.memory().liveBytes());
    assertEquals(List.of("free 512"), runtime.events);
  }

  @Test
  void aRefusedAllocationNamesOwnersAndCountsNothing() {
    FakeRuntime small = new FakeRuntime(new Limits(64, 8192, 1, 128), 1024);
    try (DeviceBackend full = DeviceBackend.of(small, BackendOptions.defaults())) {
      full.allocate(TensorType.f32(200), "weights");
      Exception e =
          assertThrows(
              OutOfDeviceMemoryException.class, () -> full.allocate(TensorType.f32(200), "arena"));
      assertTrue(e.getMessage().contains("'arena'") && e.getMessage().contains("'weights'"));
      assertEquals(1024, full.memory().liveBytes());
    }
  }

  @Test
  void sizesThatNoMemoryHasAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> backend.allocate(-1, "negative"));
    assertThrows(
        OutOfDeviceMemoryException.class, () -> backend.allocate(Long.MAX_VALUE, "endless"));
    assertEquals(0, backend.memory().liveBytes());
  }

  @Test
  void emptyTensorsLaunchNothing() {
    View empty = backend.allocate(TensorType.f32(0), "empty");
    relu(empty, empty).enqueue();
    backend.fill(0, empty).enqueue();
    backend.matmul(Matmul.of(0, 5, 3, false, false), empty, vector(15), null, empty).enqueue();
    assertEquals(List.of(), runtime.prepared);
  }

  @Test
  void aClosedBufferIsNamedWhenItsCallRuns() {
    View weights = backend.allocate(TensorType.f32(4), "weights");
    Call call = relu(weights, weights);
    Recording recording = backend.record(List.of(call));
    weights.buffer().close();
    for (Exception e :
        List.of(
            assertThrows(IllegalStateException.class, call::enqueue),
            assertThrows(IllegalStateException.class, recording::replay),
            assertThrows(IllegalStateException.class, () -> backend.fill(0, weights)))) {
      assertTrue(e.getMessage().contains("'weights'"), e.getMessage());
    }
  }

  @Test
  void anotherBackendsBufferIsRefused() {
    try (DeviceBackend other = DeviceBackend.of(new FakeRuntime(), BackendOptions.defaults())) {
      View foreign = other.allocate(TensorType.f32(4), "foreign");
      Exception e = assertThrows(IllegalArgumentException.class, () -> relu(foreign, foreign));
      assertTrue(e.getMessage().contains("'foreign'"), e.getMessage());
    }
  }

  @Test
  void moreElementsThanAnIndexHoldsAreRefusedByNameAndNumber() {
    View huge = vector(1L << 31);
    Exception e = assertThrows(UnsupportedOpException.class, () -> relu(huge, huge));
    for (String part : List.of("map", "fake:0", "2147483391", "2147483648")) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  private Call sum(View in) {
    Reduction spec = Reduction.ofAll(Reduction.Kind.SUM, in.elements(), 1);
    return backend.rows(spec.rows(), List.of(in), List.of(vector(1)));
  }

  @Test
  void scratchMustBeThereBeforeTheCallRuns() {
    View in = vector(100_000);
    Call call = sum(in);
    assertTrue(call.scratchBytes() > 0);
    assertThrows(IllegalStateException.class, call::enqueue);
    assertThrows(IllegalStateException.class, () -> backend.record(List.of(call)));
    View tooSmall = bytes(call.scratchBytes() - 1);
    assertThrows(IllegalArgumentException.class, () -> call.attachScratch(tooSmall));
    View askew = bytes(call.scratchBytes() + 4).part(4, Shape.of(call.scratchBytes()));
    assertThrows(IllegalArgumentException.class, () -> call.attachScratch(askew));
    call.attachScratch(bytes(call.scratchBytes()));
    call.enqueue();
    assertEquals(List.of("run fold", "run combine_blocks"), runtime.events);
  }

  @Test
  void recordingPutsAllLaunchesInOrder() {
    View x = vector(100);
    Call call = relu(x, x);
    try (Recording recording = backend.record(List.of(backend.fill(1, x), call, call))) {
      recording.replay();
    }
    assertEquals(
        List.of("record 3", "run fill", "run map", "run map", "close recording"), runtime.events);
  }

  @Test
  void aProfileAddsUpTheLaunchesOfEachCall() {
    View x = vector(100_000);
    View empty = vector(0);
    Call twoPasses = sum(x);
    twoPasses.attachScratch(bytes(twoPasses.scratchBytes()));
    List<Call> calls = List.of(relu(x, x), twoPasses, relu(empty, empty), relu(x, x));
    List<Timing> expected =
        IntStream.of(1, 2, 0, 1)
            .mapToObj(n -> new Timing(n, n * FakeRuntime.SECONDS_A_LAUNCH))
            .toList();
    assertEquals(expected, backend.record(calls).profile());
    assertEquals(
        List.of("record 4", "run map", "run fold", "run combine_blocks", "run map"),
        runtime.events);
  }

  @Test
  void closingGivesEverythingBackOnce() {
    View x = vector(1);
    Call call = relu(x, x);
    backend.close();
    backend.close();
    call.close();
    x.buffer().close();
    assertEquals(List.of("free 256", "close runtime"), runtime.events);
    assertThrows(IllegalStateException.class, () -> backend.allocate(TensorType.f32(1), "late"));
    assertThrows(IllegalStateException.class, backend::mark);
    assertThrows(IllegalStateException.class, () -> backend.await(Ticket.DONE));
  }

  @Test
  void wideAccessesNeedAlignedViews() {
    View buffer = backend.allocate(TensorType.f32(64), "buffer");
    relu(buffer, buffer);
    relu(buffer.part(4, Shape.of(8)), buffer.part(4, Shape.of(8)));
    relu(buffer.part(2, Shape.of(8)), buffer.part(2, Shape.of(8)));
    // in, out, n, wide
    assertEquals(
        List.of(new LaunchArgument.Int(1), new LaunchArgument.Int(1), new LaunchArgument.Int(0)),
        runtime.prepared.stream().map(p -> p.arguments().get(3)).toList());
  }

  /** A launch's byte offset, words, bytes behind them, and whatever follows. */
  private static List<LaunchArgument> moving(long offset, int... numbers) {
    return Stream.<LaunchArgument>concat(
            Stream.of(new LaunchArgument.Memory(null, offset)),
            IntStream.of(numbers).mapToObj(LaunchArgument.Int::new))
        .toList();
  }

  private List<LaunchArgument> lastFill() {
    return runtime.prepared.get(runtime.prepared.size() - 1).arguments().stream()
        .map(
            a ->
                a instanceof LaunchArgument.Memory m
                    ? new LaunchArgument.Memory(null, m.offset())
                    : a)
        .toList();
  }

  @Test
  void fillsAreOfWordsWhereTheyBeginAtOneAndOfBytesElsewhere() {
    View bytes = bytes(100);
    backend.fill(0xAB, bytes.part(8, Shape.of(11)));
    assertEquals(moving(8, 2, 3, 0xABABABAB), lastFill());
    backend.fill(0xAB, bytes.part(7, Shape.of(11)));
    assertEquals(moving(7, 0, 11, 0xABABABAB), lastFill());
    backend.fill(1.5, bytes.buffer().view(DType.BF16, 4, Shape.of(3)));
    assertEquals(moving(4, 1, 2, 0x3FC03FC0), lastFill());
    backend.fill(1.5, bytes.buffer().view(DType.F32, 4, Shape.of(3)));
    assertEquals(moving(4, 3, 0, 0x3FC00000), lastFill());
    backend.fill(-2, bytes.buffer().view(DType.I32, 12, Shape.of(5)));
    assertEquals(moving(12, 5, 0, -2), lastFill());
  }

  @Test
  void copiesAreOfWordsOnlyWhereBothBeginAtOne() {
    View bytes = bytes(100);
    for (int[] starts : new int[][] {{4, 40}, {5, 40}, {4, 41}, {5, 41}}) {
      backend.copy(bytes.part(starts[0], Shape.of(9)), bytes.part(starts[1], Shape.of(9)));
    }
    List<List<LaunchArgument>> numbers =
        runtime.prepared.stream().map(p -> p.arguments().subList(2, 4)).toList();
    List<LaunchArgument> inBytes = List.of(new LaunchArgument.Int(0), new LaunchArgument.Int(9));
    assertEquals(
        List.of(
            List.of(new LaunchArgument.Int(2), new LaunchArgument.Int(1)),
            inBytes,
            inBytes,
            inBytes),
        numbers);
  }

  @Test
  void arithmeticRefusesOtherTypesByName() {
    View bytes = bytes(4);
    Exception e = assertThrows(IllegalArgumentException.class, () -> relu(bytes, bytes));
    assertEquals("map takes F32 for its input 0, but the view of 'bytes' is of U8", e.getMessage());
  }

  @Test
  void launchesAreAsWideAsTheirWorkUpToWhatFillsTheDevice() {
    relu(vector(1), vector(1));
    relu(vector(1000), vector(1000));
    relu(vector(100_000_000), vector(100_000_000));
    assertEquals(
        List.of(1, 4, 80 * 32), runtime.prepared.stream().map(p -> p.grid().groupsX()).toList());
    assertEquals(64, runtime.prepared.get(0).grid().lanes());
  }

  @Test
  void aProductTakesAGroupForEachTile() {
    Matmul spec = Matmul.batched(3, 1000, 2000, 100, false, false);
    backend.matmul(
        spec,
        vector(spec.elementsOfA()),
        vector(spec.elementsOfB()),
        null,
        vector(spec.elementsOfOut()));
    FakeRuntime.Prepared launch = runtime.prepared.get(0);
    assertEquals("gemm_128", launch.kernel());
    assertEquals(3 * 8 * 16, launch.grid().groupsX());
    assertEquals(256, launch.grid().lanes());
  }

  @Test
  void aSmallDeviceRunsTheSmallVariant() {
    FakeRuntime small = new FakeRuntime(new Limits(64, 8192, 4, 128), 1L << 40);
    try (DeviceBackend limited = DeviceBackend.of(small, BackendOptions.defaults())) {
      View x = limited.allocate(TensorType.f32(1 << 20), "x");
      View y = limited.allocate(TensorType.f32(1 << 20), "y");
      limited.matmul(Matmul.of(1024, 1024, 1024, false, false), x, x, null, y);
      assertEquals("gemm_32", small.prepared.get(0).kernel());
    }
  }

  @Test
  void aDeviceTooSmallForAnyVariantSaysSo() {
    FakeRuntime tiny = new FakeRuntime(new Limits(32, 4096, 1, 128), 1L << 40);
    try (DeviceBackend limited = DeviceBackend.of(tiny, BackendOptions.defaults())) {
      View x = limited.allocate(TensorType.f32(4), "x");
      View y = limited.allocate(TensorType.f32(4), "y");
      Exception e =
          assertThrows(
              UnsupportedOpException.class,
              () -> limited.matmul(Matmul.of(2, 2, 2, false, false), x, x, null, y));
      assertTrue(e.getMessage().contains("4608 bytes"), e.getMessage());
    }
  }

  /** Else the self-check would leave a kernel out that a larger product takes. */
  @Test
  void variantsRunEveryKernelThatMultiplies() {
    Matmul spec = Matmul.of(136, 130, 44, false, true);
    for (Variants.Product product : backend.variants().products()) {
      Call call =
          product
              .matrices()
              .matmul(spec, vector(136 * 44), vector(130 * 44), null, vector(136 * 130));
      call.attachScratch(bytes(call.scratchBytes()));
    }
    Set<String> gemms =
        Stream.of(DeviceKernel.values())
            .filter(kernel -> kernel.module().equals("gemm"))
            .map(DeviceKernel::entry)
            .collect(Collectors.toSet());
    assertEquals(
        gemms,
        runtime.prepared.stream().map(FakeRuntime.Prepared::kernel).collect(Collectors.toSet()));
  }

  @Test
  void operandsOfEachTypeHaveKernelsOfTheirOwn() {
    BackendOptions mixed = BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);
    Matmul spec = Matmul.of(136, 130, 44, false, true);
    try (DeviceBackend both = DeviceBackend.of(runtime, mixed)) {
      for (DType type : List.of(DType.F32, DType.BF16)) {
        View a = both.allocate(new TensorType(type, Shape.of(136 * 44)), "a");
        View b = both.allocate(new TensorType(type, Shape.of(130 * 44)), "b");
        View out = both.allocate(TensorType.f32(136 * 130), "out");
        for (Variants.Product product : both.variants().products()) {
          runtime.prepared.clear();
          Call call = product.matrices().matmul(spec, a, b, null, out);
          long scratch = call.scratchBytes() / DType.F32.bytes();
          call.attachScratch(both.allocate(TensorType.f32(scratch), "scratch"));
          String kernel = product.name().replace(" in 2 slices", "");
          assertEquals(
              type == DType.F32 ? kernel : kernel + "_bf16", runtime.prepared.get(0).kernel());
        }
      }
    }
  }

  @Test
  void tensorCoresTakeOperandsOfFewBitsAlone() {
    assertEquals("gemm", firstModule(Precision.F32, DType.F32));
    assertEquals("gemm", firstModule(Precision.BF16_MIXED, DType.F32));
    assertEquals("gemm_mma_bf16", firstModule(Precision.BF16_MIXED, DType.BF16));
    assertEquals("gemm_mma_tf32", firstModule(Precision.TF32, DType.F32));
  }

  /** Of a small product on a device with tensor cores. */
  private static String firstModule(Precision precision, DType operands) {
    FakeRuntime device = withTensorCores();
    try (DeviceBackend opened =
        DeviceBackend.of(device, BackendOptions.defaults().withPrecision(precision))) {
      View a = opened.allocate(new TensorType(operands, Shape.of(64)), "a");
      View out = opened.allocate(TensorType.f32(64), "out");
      opened.matmul(Matmul.of(8, 8, 8, false, false), a, a, null, out);
      return module(device.prepared.get(0));
    }
  }

  /** A kernel's name without the size of its tile. */
  private static String module(FakeRuntime.Prepared launch) {
    return launch.kernel().replaceAll("_\\d+(?=_|$)", "");
  }

  private static FakeRuntime withTensorCores() {
    return new FakeRuntime() {
      @Override
      public boolean hasTensorCores() {
        return true;
      }
    };
  }

  @Test
  void columnsOfTensorFloatsAreAddedUpBeforeTheyAreRounded() {
    FakeRuntime device = withTensorCores();
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.TF32);
    try (DeviceBackend opened = DeviceBackend.of(device, options)) {
      View a = opened.allocate(TensorType.f32(64), "a");
      View out = opened.allocate(TensorType.f32(64), "out");
      View sums = opened.allocate(TensorType.f32(8), "sums");
      opened.matmul(Matmul.of(8, 8, 8, false, false), a, a, null, null, out, sums);
      assertEquals("gemm_mma_tf32", module(device.prepared.get(0)));
      assertEquals("rows", device.prepared.get(1).kernel());
    }
  }

  @Test
  void aPortableBackendSplitsNoSums() {
    BackendOptions options = BackendOptions.defaults().withPortable(true);
    try (DeviceBackend portable = DeviceBackend.of(new FakeRuntime(), options)) {
      assertEquals(
          Set.of("gemm_128", "gemm_64", "gemm_32"),
          portable.variants().products().stream()
              .map(Variants.Product::name)
              .collect(Collectors.toSet()));
      View a = portable.allocate(TensorType.f32(8192), "a");
      View out = portable.allocate(TensorType.f32(1), "out");
      Matmul spec = Matmul.of(1, 1, 8192, true, false);
      assertEquals(0, portable.matmul(spec, a, a, null, out).scratchBytes());
      View other = backend.allocate(TensorType.f32(8192), "a");
      assertTrue(backend.matmul(spec, other, other, null, vector(1)).scratchBytes() > 0);
    }
  }

  /** 2,000 terms are two blocks, whose sums are combined in scratch. */
  @Test
  void aPortableBackendAddsUpColumnsInALaunchOfTheirOwn() {
    Matmul spec = Matmul.of(3, 5, 2000, true, false);
    BackendOptions options = BackendOptions.defaults().withPortable(true);
    FakeRuntime device = new FakeRuntime();
    try (DeviceBackend portable = DeviceBackend.of(device, options)) {
      View a = portable.allocate(TensorType.f32(6000), "a");
      View b = portable.allocate(TensorType.f32(10_000), "b");
      View out = portable.allocate(TensorType.f32(15), "out");
      View sums = portable.allocate(TensorType.f32(5), "sums");
      Call unattached = portable.matmul(spec, a, b, null, null, out, sums);
      assertTrue(unattached.scratchBytes() > 0);
      unattached.close();
      Call call = portable.matmul(spec, a, b, null, null, out, sums);
      call.attachScratch(portable.allocate(TensorType.f32(1000), "scratch"));
      call.close();
      // Of the first call only the product was prepared.
      List<String> product = List.of("close gemm_64");
      List<String> all = List.of("close gemm_64", "close fold", "close combine_blocks");
      assertEquals(Stream.of(product, all).flatMap(List::stream).toList(), device.events);
    }
    View sums = vector(5);
    backend.matmul(
        Matmul.of(3, 5, 20, true, false), vector(60), vector(100), null, null, vector(15), sums);
    assertEquals(1, runtime.prepared.size());
  }

  @Test
  void beyondTheElementsAtOnceNoMoreGroupsAreLaunched() {
    long atOnce = backend.variants().elementsAtOnce();
    int groups = (int) (atOnce / MapSchedule.QUADS.elementsPerGroup());
    View state = backend.allocate(TensorType.i32(StepState.ELEMENTS), "state");
    for (long elements : new long[] {atOnce - 1, atOnce, atOnce + 1}) {
      View x = vector(elements);
      Mapping square = Mapping.dense(x.shape(), 1, multiply(load(0), load(0)));
      backend.update(square, List.of(x), List.of(x), state);
    }
    for (FakeRuntime.Prepared launch : runtime.prepared) {
      assertEquals(groups, launch.grid().groupsX());
    }
  }
}
