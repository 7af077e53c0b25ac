package dev.trine.reference;

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
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
  private final Backend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void exchangesFullDoubles() {
    View buffer = backend.allocate(TensorType.f32(1), "weights");
    try (HostBuffer host = backend.allocateHost(DType.F32, 1)) {
      host.set(0, 0.1);
      backend.upload(host, buffer).await();
      host.set(0, 0);
      backend.download(buffer, host).await();
      assertEquals(0.1, host.get(0));
    }
  }

  @Test
  void newMemoryHoldsNaN() {
    assertTrue(Double.isNaN(first(backend.allocate(TensorType.f32(3), "fresh"))));
    TensorType half = new TensorType(DType.BF16, Shape.of(3));
    assertTrue(Double.isNaN(first(backend.allocate(half, "fresh"))));
  }

  @Test
  void viewsOfOneMemorySeeItsBytes() {
    Buffer memory = backend.allocate(8, "memory");
    View floats = memory.view(DType.F32, 0, Shape.of(2));
    backend.fill(-1.0 / 3, floats).enqueue();
    assertEquals(Float.floatToRawIntBits(-1f / 3), first(memory.view(DType.I32, 0, Shape.of(1))));
    backend.fill(0x3E, memory.view(DType.U8, 3, Shape.of(1))).enqueue();
    assertEquals(
        1f / 3,
        first(floats.part(0, Shape.of(1))),
        "the sign has changed, and no double lies under it");
    assertEquals(-1.0 / 3, first(floats.part(1, Shape.of(1))));
    backend.fill(1.5, memory.view(DType.BF16, 6, Shape.of(1))).enqueue();
    assertEquals(1.5, first(memory.view(DType.F32, 4, Shape.of(1))), 0.01);
  }

  @Test
  void hostMemoryHoldsSmallTypes() {
    try (HostBuffer bytes = backend.allocateHost(DType.U8, 3);
        HostBuffer halves = backend.allocateHost(DType.BF16, 3)) {
      bytes.put(1, new byte[] {0, (byte) 200, 7}, 1, 2);
      bytes.set(0, 255);
      byte[] gotBytes = new byte[3];
      bytes.get(0, gotBytes, 0, 3);
      assertArrayEquals(new byte[] {-1, (byte) 200, 7}, gotBytes);
      halves.put(1, new short[] {0, 0x4000, (short) 0xBFC0}, 1, 2);
      halves.set(0, 1.0 / 3);
      short[] gotHalves = new short[3];
      halves.get(0, gotHalves, 0, 3);
      assertArrayEquals(new short[] {0x3EAB, 0x4000, (short) 0xBFC0}, gotHalves);
      assertEquals(-1.5, halves.get(2));
      assertThrows(IllegalArgumentException.class, () -> bytes.set(0, -1));
      assertThrows(IllegalArgumentException.class, () -> bytes.put(0, new short[1], 0, 1));
    }
  }

  @Test
  void elementsThatShareAWordLeaveEachOtherAlone() {
    View bytes = backend.allocate(new TensorType(DType.U8, Shape.of(7)), "bytes");
    View halves = backend.allocate(new TensorType(DType.BF16, Shape.of(3)), "halves");
    for (int i = 0; i < 7; i++) {
      backend.fill(250 + i % 6, bytes.part(i, Shape.of(1))).enqueue();
    }
    for (int i = 2; i >= 0; i--) {
      backend.fill(-1.5 * i, halves.part(i, Shape.of(1))).enqueue();
    }
    for (int i = 0; i < 7; i++) {
      assertEquals(250 + i % 6, first(bytes.part(i, Shape.of(1))));
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(-1.5 * i, first(halves.part(i, Shape.of(1))));
    }
  }

  @Test
  void bindingAndRecordingExecuteNothing() {
    View buffer = backend.allocate(TensorType.f32(1), "counter");
    backend.fill(1, buffer).enqueue();
    try (Call call = backend.fill(2, buffer);
        Recording recording = backend.record(List.of(call))) {
      assertEquals(1, first(buffer));
      recording.replay();
      assertEquals(2, first(buffer));
    }
  }

  @Test
  void countsItsMemoryByOwner() {
    View weights = backend.allocate(TensorType.f32(10), "weights");
    View labels = backend.allocate(TensorType.i32(10), "labels");
    assertEquals(Map.of("weights", 40L, "labels", 40L), backend.memory().liveBytesByOwner());
    weights.buffer().close();
    weights.buffer().close();
    assertEquals(40, backend.memory().liveBytes());
    assertEquals(80, backend.memory().peakBytes());
    labels.buffer().close();
    assertEquals(0, backend.memory().liveBytes());
  }

  @Test
  void heedsItsMemoryLimit() {
    try (Backend small = new ReferenceBackend(BackendOptions.defaults().withMemoryLimitBytes(50))) {
      small.allocate(TensorType.f32(10), "weights");
      OutOfDeviceMemoryException full =
          assertThrows(
              OutOfDeviceMemoryException.class,
              () -> small.allocate(TensorType.f32(10), "gradients"));
      assertTrue(full.getMessage().contains("'gradients'"), full::getMessage);
      assertTrue(full.getMessage().contains("'weights'"), full::getMessage);
    }
  }

  @Test
  void useAfterCloseNamesTheOwner() {
    View buffer = backend.allocate(TensorType.f32(1), "encoder/weight");
    Call bound = backend.fill(0, buffer);
    buffer.buffer().close();
    assertNames("encoder/weight", bound::enqueue);
    assertNames("encoder/weight", () -> backend.fill(0, buffer));
  }

  @Test
  void closingTheBackendClosesWhatIsLeft() {
    View buffer = backend.allocate(TensorType.f32(1), "left over");
    backend.close();
    backend.close();
    assertEquals(0, backend.memory().liveBytes());
    buffer.buffer().close();
    assertNames("reference backend is closed", backend::synchronize);
  }

  @Test
  void closedCallsAndRecordingsDoNotRun() {
    View buffer = backend.allocate(TensorType.f32(1), "counter");
    Call call = backend.fill(0, buffer);
    Recording recording = backend.record(List.of(call));
    recording.close();
    assertNames("closed recording", recording::replay);
    call.close();
    assertNames("closed call", call::enqueue);
  }

  @Test
  void foreignBuffersAreRefused() {
    try (Backend other = new ReferenceBackend()) {
      View foreign = other.allocate(TensorType.f32(1), "foreign");
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> backend.fill(0, foreign));
      assertTrue(refused.getMessage().contains("'foreign'"), refused::getMessage);
    }
  }

  @Test
  void refusesTwoThreadsAtOnce() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    ReferenceQueue queue = new ReferenceQueue();
    Call slow =
        queue.bind(
            () -> {
              inside.countDown();
              try {
                leave.await();
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    CompletableFuture<Void> other = CompletableFuture.runAsync(slow::enqueue);
    inside.await();
    try {
      assertNames("while thread", () -> queue.bind(() -> {}));
    } finally {
      leave.countDown();
      other.join();
    }
    queue.bind(() -> {}).enqueue();
  }

  private double first(View view) {
    try (HostBuffer host = backend.allocateHost(view.type(), view.elements())) {
      backend.download(view, host).await();
      return host.get(0);
    }
  }

  private static void assertNames(String expected, Runnable use) {
    IllegalStateException failure = assertThrows(IllegalStateException.class, use::run);
    assertTrue(failure.getMessage().contains(expected), failure::getMessage);
  }
}
