package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.conformance.harness.ResidentMemory;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(2));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void useAfterCloseNamesTheOwner() {
    Buffer weights = backend.allocate(DType.F32, 16, "hidden/1/weight");
    View view = weights.view();
    Call fill = backend.fill(1, view);
    Recording recording = backend.record(List.of(fill));
    weights.close();
    weights.close();
    for (Throwable thrown :
        List.of(
            assertThrows(IllegalStateException.class, fill::enqueue),
            assertThrows(IllegalStateException.class, recording::replay),
            assertThrows(IllegalStateException.class, () -> backend.fill(1, view)))) {
      assertTrue(thrown.getMessage().contains("hidden/1/weight"), thrown::getMessage);
    }
  }

  @Test
  void closedCallsRecordingsAndHostBuffersRefuse() {
    View view = backend.allocate(DType.F32, 16, "x").view();
    Call fill = backend.fill(1, view);
    Recording recording = backend.record(List.of(fill));
    recording.close();
    assertThrows(IllegalStateException.class, recording::replay);
    fill.close();
    fill.close();
    assertThrows(IllegalStateException.class, fill::enqueue);
    HostBuffer host = backend.allocateHost(DType.F32, 16);
    host.close();
    host.close();
    assertThrows(IllegalStateException.class, () -> host.get(0));
    assertThrows(IllegalStateException.class, () -> backend.upload(host, view));
  }

  @Test
  void closingTheBackendGivesEverythingBack() {
    Buffer buffer = backend.allocate(DType.F32, 1000, "x");
    Call fill = backend.fill(1, buffer.view());
    assertEquals(4000, backend.memory().liveBytes());
    backend.close();
    backend.close();
    assertEquals(0, backend.memory().liveBytes());
    buffer.close();
    fill.close();
    assertThrows(IllegalStateException.class, fill::enqueue);
    assertThrows(IllegalStateException.class, () -> backend.allocate(DType.F32, 1, "y"));
  }

  @Test
  void outOfMemoryNamesTheHolders() {
    try (Backend small = new CpuBackend(BackendOptions.defaults().withMemoryLimitBytes(1 << 20))) {
      small.allocate(DType.F32, 200_000, "activations");
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> small.allocate(DType.F32, 100_000, "gradients"))
              .getMessage();
      assertTrue(message.contains("'gradients' asked for 390.6 KiB"), message);
      assertTrue(message.contains("'activations' 781.3 KiB"), message);
    }
  }

  @Test
  void refusesOneBufferThatIsTooLarge() {
    assertThrows(
        OutOfDeviceMemoryException.class, () -> backend.allocate(DType.F32, 1L << 29, "huge"));
    assertThrows(
        OutOfDeviceMemoryException.class,
        () -> backend.allocate(DType.F32, Long.MAX_VALUE / 2, "huge"));
    assertThrows(IllegalArgumentException.class, () -> backend.allocate(DType.F32, -1, "negative"));
    assertEquals(0, backend.memory().liveBytes());
  }

  @Test
  void buffersOfAnotherBackendAreRefused() {
    try (Backend other = new CpuBackend(BackendOptions.defaults().withThreads(1))) {
      View foreign = other.allocate(DType.F32, 4, "foreign").view();
      assertThrows(IllegalArgumentException.class, () -> backend.fill(1, foreign));
      Call call = other.fill(1, foreign);
      assertThrows(IllegalArgumentException.class, () -> backend.record(List.of(call)));
    }
  }

  @Test
  void hostMemoryStartsAsZerosAndKeepsItsType() {
    try (HostBuffer host = backend.allocateHost(DType.I32, 10_000)) {
      int[] values = new int[10_000];
      host.get(0, values, 0, values.length);
      assertArrayEquals(new int[10_000], values);
      assertThrows(IllegalArgumentException.class, () -> host.put(0, new float[1], 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> host.set(10_000, 1));
    }
  }

  /** Preparing a product makes many native objects, of which none may stay. */
  @Test
  void memoryDoesNotGrow() {
    View a = backend.allocate(DType.F32, 64 * 64, "a").view(0, Shape.of(64, 64));
    View b = backend.allocate(DType.F32, 64 * 64, "b").view(0, Shape.of(64, 64));
    Step step = new Step(backend, 64);
    Runnable round =
        () -> {
          for (int i = 0; i < 100; i++) {
            try (Call call = backend.matmul(Matmul.of(64, 64, 64, false, true), a, a, null, b)) {
              call.enqueue();
            }
          }
          for (int i = 0; i < 600; i++) {
            step.calls().get(i % step.calls().size()).enqueue();
          }
          try (Buffer passing = backend.allocate(DType.F32, 1 << 20, "passing");
              Call fill = backend.fill(1, passing.view())) {
            fill.enqueue();
          }
        };
    for (int i = 0; i < 20; i++) {
      round.run();
    }
    long live = backend.memory().liveBytes();
    long resident = ResidentMemory.bytes();
    for (int i = 0; i < 20; i++) {
      round.run();
    }
    assertEquals(live, backend.memory().liveBytes());
    long growth = ResidentMemory.bytes() - resident;
    assertTrue(growth < 16 << 20, () -> growth + " bytes more are resident");
  }
}
