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
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.conformance.harness.ResidentMemory;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void useAfterCloseNamesTheOwner() {
    View weights = backend.allocate(TensorType.f32(16), "hidden/1/weight");
    View view = weights.reshape(Shape.of(4, 4));
    Call fill = backend.fill(1, view);
    Recording recording = backend.record(List.of(fill));
    weights.buffer().close();
    weights.buffer().close();
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
    View view = backend.allocate(TensorType.f32(16), "x");
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
    View buffer = backend.allocate(TensorType.f32(1000), "x");
    Call fill = backend.fill(1, buffer);
    assertEquals(4000, backend.memory().liveBytes());
    backend.close();
    backend.close();
    assertEquals(0, backend.memory().liveBytes());
    buffer.buffer().close();
    fill.close();
    assertThrows(IllegalStateException.class, fill::enqueue);
    assertThrows(IllegalStateException.class, () -> backend.allocate(TensorType.f32(1), "y"));
    assertThrows(IllegalStateException.class, backend::mark);
    assertThrows(IllegalStateException.class, () -> backend.await(Ticket.DONE));
  }

  @Test
  void outOfMemoryNamesTheHolders() {
    try (Backend small = CpuBackend.open(BackendOptions.defaults().withMemoryLimitBytes(1 << 20))) {
      small.allocate(TensorType.f32(200_000), "activations");
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> small.allocate(TensorType.f32(100_000), "gradients"))
              .getMessage();
      assertTrue(message.contains("'gradients' asked for 390.6 KiB"), message);
      assertTrue(message.contains("'activations' 781.3 KiB"), message);
    }
  }

  @Test
  void refusesOneBufferThatIsTooLarge() {
    assertThrows(
        OutOfDeviceMemoryException.class, () -> backend.allocate(TensorType.f32(1L << 29), "huge"));
    assertThrows(OutOfDeviceMemoryException.class, () -> backend.allocate(Long.MAX_VALUE, "huge"));
    assertThrows(IllegalArgumentException.class, () -> backend.allocate(-1, "negative"));
    assertEquals(0, backend.memory().liveBytes());
  }

  @Test
  void buffersOfAnotherBackendAreRefused() {
    try (Backend other = CpuBackend.open(BackendOptions.defaults().withThreads(1))) {
      View foreign = other.allocate(TensorType.f32(4), "foreign");
      assertThrows(IllegalArgumentException.class, () -> backend.fill(1, foreign));
      Call call = other.fill(1, foreign);
      assertThrows(IllegalArgumentException.class, () -> backend.record(List.of(call)));
    }
  }

  @Test
  void hostMemoryHoldsSmallTypes() {
    try (HostBuffer bytes = backend.allocateHost(DType.U8, 3);
        HostBuffer halves = backend.allocateHost(DType.BF16, 3)) {
      assertEquals(0, bytes.get(2));
      bytes.put(1, new byte[] {0, (byte) 200, 7}, 1, 2);
      bytes.set(0, 255);
      byte[] gotBytes = new byte[3];
      bytes.get(0, gotBytes, 0, 3);
      assertArrayEquals(new byte[] {-1, (byte) 200, 7}, gotBytes);
      assertEquals(200, bytes.get(1));
      halves.put(1, new short[] {0, 0x4000, (short) 0xBFC0}, 1, 2);
      halves.set(0, 1.0 / 3);
      short[] gotHalves = new short[3];
      halves.get(0, gotHalves, 0, 3);
      assertArrayEquals(new short[] {0x3EAB, 0x4000, (short) 0xBFC0}, gotHalves);
      assertEquals(-1.5, halves.get(2));
      assertThrows(IllegalArgumentException.class, () -> bytes.set(0, -1));
      assertThrows(IllegalArgumentException.class, () -> bytes.put(0, new short[1], 0, 1));
      assertThrows(IllegalArgumentException.class, () -> halves.get(0, new byte[1], 0, 1));
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
    View a = backend.allocate(TensorType.f32(64 * 64), "a").reshape(Shape.of(64, 64));
    View b = backend.allocate(TensorType.f32(64 * 64), "b").reshape(Shape.of(64, 64));
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
          try (Buffer passing = backend.allocate(1 << 22, "passing");
              Call fill = backend.fill(1, passing.view(DType.F32, 0, Shape.of(1 << 20)))) {
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
