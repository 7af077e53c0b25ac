package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.UnsupportedOpException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.Adam;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.backend.op.StepState;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceBackendTest {
  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = new DeviceBackend(runtime, BackendOptions.defaults());

  private View vector(long elements) {
    return backend.allocate(DType.F32, elements, "vector").view();
  }

  private Call relu(View in, View out) {
    return backend.chain(List.of(Stage.of(StageOp.RELU)), in, List.of(), out);
  }

  @Test
  void allocationsAreRoundedUpCountedAndGivenBackOnce() {
    Buffer buffer = backend.allocate(DType.F32, 65, "weights");
    assertEquals(512, backend.memory().liveBytesByOwner().get("weights"));
    buffer.close();
    buffer.close();
    assertEquals(0, backend.memory().liveBytes());
    assertEquals(List.of("free 512"), runtime.events);
  }

  @Test
  void aRefusedAllocationNamesOwnersAndCountsNothing() {
    FakeRuntime small = new FakeRuntime(new Limits(64, 8192, 1), 1024);
    try (DeviceBackend full = new DeviceBackend(small, BackendOptions.defaults())) {
      full.allocate(DType.F32, 200, "weights");
      Exception e =
          assertThrows(
              OutOfDeviceMemoryException.class, () -> full.allocate(DType.F32, 200, "arena"));
      assertTrue(e.getMessage().contains("'arena'") && e.getMessage().contains("'weights'"));
      assertEquals(1024, full.memory().liveBytes());
    }
  }

  @Test
  void emptyTensorsLaunchNothing() {
    View empty = backend.allocate(DType.F32, 0, "empty").view();
    relu(empty, empty).enqueue();
    backend.fill(0, empty).enqueue();
    backend.matmul(Matmul.of(0, 5, 3, false, false), empty, vector(15), null, empty).enqueue();
    assertEquals(List.of(), runtime.prepared);
  }

  @Test
  void aClosedBufferIsNamedWhenItsCallRuns() {
    Buffer weights = backend.allocate(DType.F32, 4, "weights");
    Call call = relu(weights.view(), weights.view());
    Recording recording = backend.record(List.of(call));
    weights.close();
    for (Exception e :
        List.of(
            assertThrows(IllegalStateException.class, call::enqueue),
            assertThrows(IllegalStateException.class, recording::replay),
            assertThrows(IllegalStateException.class, () -> backend.fill(0, weights.view())))) {
      assertTrue(e.getMessage().contains("'weights'"), e.getMessage());
    }
  }

  @Test
  void anotherBackendsBufferIsRefused() {
    try (DeviceBackend other = new DeviceBackend(new FakeRuntime(), BackendOptions.defaults())) {
      View foreign = other.allocate(DType.F32, 4, "foreign").view();
      Exception e = assertThrows(IllegalArgumentException.class, () -> relu(foreign, foreign));
      assertTrue(e.getMessage().contains("'foreign'"), e.getMessage());
    }
  }

  @Test
  void moreElementsThanAnIndexHoldsAreRefusedByNameAndNumber() {
    View huge = vector(1L << 31);
    Exception e = assertThrows(UnsupportedOpException.class, () -> relu(huge, huge));
    for (String part : List.of("chain", "fake:0", "2147483391", "2147483648")) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void scratchMustBeThereBeforeTheCallRuns() {
    View in = vector(100_000);
    Call call = backend.reduce(Reduction.ofAll(Reduction.Kind.SUM, 100_000, 1), in, vector(1));
    assertTrue(call.scratchElements() > 0);
    assertThrows(IllegalStateException.class, call::enqueue);
    assertThrows(IllegalStateException.class, () -> backend.record(List.of(call)));
    View tooSmall = vector(call.scratchElements() - 1);
    assertThrows(IllegalArgumentException.class, () -> call.attachScratch(tooSmall));
    call.attachScratch(vector(call.scratchElements()));
    call.enqueue();
    assertEquals(List.of("run reduce", "run reduce"), runtime.events);
  }

  @Test
  void recordingPutsAllLaunchesInOrder() {
    View x = vector(100);
    Call call = relu(x, x);
    try (Recording recording = backend.record(List.of(backend.fill(1, x), call, call))) {
      recording.replay();
    }
    assertEquals(
        List.of("record 3", "run fill", "run chain", "run chain", "close recording"),
        runtime.events);
  }

  @Test
  void aProfileAddsUpTheLaunchesOfEachCall() {
    View x = vector(100_000);
    View empty = backend.allocate(DType.F32, 0, "empty").view();
    Call twoPasses = backend.reduce(Reduction.ofAll(Reduction.Kind.SUM, 100_000, 1), x, vector(1));
    twoPasses.attachScratch(vector(twoPasses.scratchElements()));
    List<Call> calls = List.of(relu(x, x), twoPasses, relu(empty, empty), relu(x, x));
    List<Timing> expected =
        IntStream.of(1, 2, 0, 1)
            .mapToObj(n -> new Timing(n, n * FakeRuntime.SECONDS_A_LAUNCH))
            .toList();
    assertEquals(expected, backend.record(calls).profile());
    assertEquals(
        List.of("record 4", "run chain", "run reduce", "run reduce", "run chain"), runtime.events);
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
    assertThrows(IllegalStateException.class, () -> backend.allocate(DType.F32, 1, "late"));
  }

  @Test
  void wideAccessesNeedAlignedViews() {
    Buffer buffer = backend.allocate(DType.F32, 64, "buffer");
    relu(buffer.view(), buffer.view());
    relu(buffer.view(4, Shape.of(8)), buffer.view(4, Shape.of(8)));
    relu(buffer.view(2, Shape.of(8)), buffer.view(2, Shape.of(8)));
    // in, out, n, wide
    assertEquals(
        List.of(new LaunchArgument.Int(1), new LaunchArgument.Int(1), new LaunchArgument.Int(0)),
        runtime.prepared.stream().map(p -> p.arguments().get(3)).toList());
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
    FakeRuntime small = new FakeRuntime(new Limits(64, 8192, 4), 1L << 40);
    try (DeviceBackend limited = new DeviceBackend(small, BackendOptions.defaults())) {
      View x = limited.allocate(DType.F32, 1 << 20, "x").view();
      View y = limited.allocate(DType.F32, 1 << 20, "y").view();
      limited.matmul(Matmul.of(1024, 1024, 1024, false, false), x, x, null, y);
      assertEquals("gemm_32", small.prepared.get(0).kernel());
    }
  }

  @Test
  void aDeviceTooSmallForAnyVariantSaysSo() {
    FakeRuntime tiny = new FakeRuntime(new Limits(32, 4096, 1), 1L << 40);
    try (DeviceBackend limited = new DeviceBackend(tiny, BackendOptions.defaults())) {
      View x = limited.allocate(DType.F32, 4, "x").view();
      View y = limited.allocate(DType.F32, 4, "y").view();
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
      call.attachScratch(vector(Math.max(1, call.scratchElements())));
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
  void beyondTheElementsAtOnceNoMoreGroupsAreLaunched() {
    long atOnce = backend.variants().elementsAtOnce();
    int groups = (int) (atOnce / (4L * DeviceKernel.ADAM.lanes()));
    View rate = vector(1);
    View state = backend.allocate(DType.I32, StepState.ELEMENTS, "state").view();
    for (long elements : new long[] {atOnce - 1, atOnce, atOnce + 1}) {
      Adam spec = new Adam(0.9, 0.999, 1e-8, 0, 0);
      backend.adam(
          spec,
          vector(elements),
          vector(elements),
          vector(elements),
          vector(elements),
          rate,
          state);
    }
    for (FakeRuntime.Prepared launch : runtime.prepared) {
      assertEquals(groups, launch.grid().groupsX());
    }
  }
}
