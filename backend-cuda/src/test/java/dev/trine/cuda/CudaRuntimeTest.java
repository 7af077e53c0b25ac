package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.Grid;
import dev.trine.kernels.Kernel;
import dev.trine.kernels.LaunchArgument;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CudaSimulator.class)
class CudaRuntimeTest {
  /** Each function that takes something of the driver's, and the one that gives it back. */
  private static final Map<String, String> PAIRS =
      Map.of(
          "cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRelease_v2",
          "cuStreamCreate", "cuStreamDestroy_v2",
          "cuMemAlloc_v2", "cuMemFree_v2",
          "cuMemAllocHost_v2", "cuMemFreeHost",
          "cuModuleLoadDataEx", "cuModuleUnload",
          "cuGraphInstantiateWithFlags", "cuGraphExecDestroy",
          "cuStreamEndCapture", "cuGraphDestroy",
          "cuEventCreate", "cuEventDestroy_v2");

  private static final int ELEMENTS = 10;
  private static final int BYTES = ELEMENTS * Float.BYTES;

  @Test
  void givesBackEverythingExactlyOnce() {
    Map<String, Long> before = counts();
    Backend backend = open();
    Buffer closedTwice = backend.allocate(BYTES, "closed twice");
    Buffer leftOpen = backend.allocate(BYTES, "left open");
    HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS);
    View view = leftOpen.view(DType.F32, 0, Shape.of(ELEMENTS));
    Call fill = backend.fill(3, view);
    Recording recording = backend.record(List.of(fill));
    Recording closedEarly = backend.record(List.of(fill));
    recording.replay();
    closedEarly.close();
    backend.upload(host, view);
    backend.await(backend.upload(host, view, backend.mark()));
    backend.download(view, host).await();
    closedTwice.close();
    closedTwice.close();
    backend.close();
    backend.close();
    for (AutoCloseable late : List.of(leftOpen, host, recording, closedEarly, fill)) {
      assertDoesNotThrow(late::close);
    }
    Map<String, Long> after = counts();
    PAIRS.forEach(
        (taking, giving) -> {
          long taken = after.get(taking) - before.get(taking);
          assertTrue(taken > 0, taking);
          assertEquals(taken, after.get(giving) - before.get(giving), giving);
        });
  }

  @Test
  void isHandedFromThreadToThread() throws Exception {
    try (Backend backend = open();
        Buffer buffer = backend.allocate(BYTES, "buffer");
        HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS)) {
      View view = buffer.view(DType.F32, 0, Shape.of(ELEMENTS));
      FutureTask<Ticket> other =
          new FutureTask<>(
              () -> {
                backend.fill(5, view).enqueue();
                return backend.download(view, host);
              });
      new Thread(other).start();
      other.get().await();
      assertEquals(5, host.get(ELEMENTS - 1));
    }
  }

  @Test
  void servesTwoDevicesOnOneThread() {
    CudaSimulator.set("DEVICES", "2");
    try (Backend first = open();
        Backend second = new CudaProvider().open(1, BackendOptions.defaults());
        Buffer on0 = first.allocate(BYTES, "first");
        Buffer on1 = second.allocate(BYTES, "second")) {
      assertEquals(2, filled(first, on0, 2));
      assertEquals(3, filled(second, on1, 3));
      assertEquals(4, filled(first, on0, 4));
    }
  }

  @Test
  void sharesADeviceWithItself() {
    try (Backend first = open()) {
      Backend second = open();
      second.close();
      try (Buffer buffer = first.allocate(BYTES, "buffer")) {
        assertEquals(6, filled(first, buffer, 6));
      }
    }
  }

  @Test
  void keepsNoEventForTransfersThatNobodyWaitsFor() {
    CudaSimulator.set("ASYNC", "lazy");
    long events = CudaSimulator.calls("cuEventCreate");
    try (Backend backend = open();
        Buffer buffer = backend.allocate(BYTES, "buffer");
        HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS)) {
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        tickets.add(backend.upload(host, buffer.view(DType.F32, 0, Shape.of(ELEMENTS))));
      }
      tickets.forEach(Ticket::await);
    }
    assertTrue(CudaSimulator.calls("cuEventCreate") - events < 500);
  }

  @Test
  void refusesArgumentsThatTheKernelDoesNotTake() {
    try (CudaRuntime runtime = CudaRuntime.open(CudaDevice.describe(0));
        DeviceMemory memory = runtime.allocate(ELEMENTS * Float.BYTES)) {
      DeviceKernel fill = DeviceKernel.FILL;
      Kernel kernel = runtime.kernel(fill.module(), fill.entry());
      List<LaunchArgument> tooFew = List.of(new LaunchArgument.Memory(memory, 0));
      Grid grid = Grid.of(1, fill.lanes());
      assertThrows(
          IllegalArgumentException.class, () -> runtime.prepare(kernel, grid, tooFew).close());
    }
  }

  private static double filled(Backend backend, Buffer buffer, double value) {
    View view = buffer.view(DType.F32, 0, Shape.of(ELEMENTS));
    try (HostBuffer host = backend.allocateHost(DType.F32, ELEMENTS);
        Call fill = backend.fill(value, view)) {
      fill.enqueue();
      backend.download(view, host).await();
      return host.get(ELEMENTS - 1);
    }
  }

  private static Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    PAIRS.forEach(
        (taking, giving) -> {
          counts.put(taking, CudaSimulator.calls(taking));
          counts.put(giving, CudaSimulator.calls(giving));
        });
    return counts;
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }
}
