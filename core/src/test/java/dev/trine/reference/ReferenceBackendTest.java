package dev.trine.reference;

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
import dev.trine.tensor.DType;
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
    Buffer buffer = backend.allocate(DType.F32, 1, "weights");
    try (HostBuffer host = backend.allocateHost(DType.F32, 1)) {
      host.set(0, 0.1);
      backend.upload(host, buffer.view()).await();
      host.set(0, 0);
      backend.download(buffer.view(), host).await();
      assertEquals(0.1, host.get(0));
    }
  }

  @Test
  void newMemoryHoldsNaN() {
    assertTrue(Double.isNaN(first(backend.allocate(DType.F32, 3, "fresh"))));
  }

  @Test
  void bindingAndRecordingExecuteNothing() {
    Buffer buffer = backend.allocate(DType.F32, 1, "counter");
    backend.fill(1, buffer.view()).enqueue();
    try (Call call = backend.fill(2, buffer.view());
        Recording recording = backend.record(List.of(call))) {
      assertEquals(1, first(buffer));
      recording.replay();
      assertEquals(2, first(buffer));
    }
  }

  @Test
  void countsItsMemoryByOwner() {
    Buffer weights = backend.allocate(DType.F32, 10, "weights");
    Buffer labels = backend.allocate(DType.I32, 10, "labels");
    assertEquals(Map.of("weights", 80L, "labels", 40L), backend.memory().liveBytesByOwner());
    weights.close();
    weights.close();
    assertEquals(40, backend.memory().liveBytes());
    assertEquals(120, backend.memory().peakBytes());
    labels.close();
    assertEquals(0, backend.memory().liveBytes());
  }

  @Test
  void heedsItsMemoryLimit() {
    try (Backend small =
        new ReferenceBackend(BackendOptions.defaults().withMemoryLimitBytes(100))) {
      small.allocate(DType.F32, 10, "weights");
      OutOfDeviceMemoryException full =
          assertThrows(
              OutOfDeviceMemoryException.class, () -> small.allocate(DType.F32, 10, "gradients"));
      assertTrue(full.getMessage().contains("'gradients'"), full::getMessage);
      assertTrue(full.getMessage().contains("'weights'"), full::getMessage);
    }
  }

  @Test
  void useAfterCloseNamesTheOwner() {
    Buffer buffer = backend.allocate(DType.F32, 1, "encoder/weight");
    Call bound = backend.fill(0, buffer.view());
    buffer.close();
    assertNames("encoder/weight", bound::enqueue);
    assertNames("encoder/weight", () -> backend.fill(0, buffer.view()));
  }

  @Test
  void closingTheBackendClosesWhatIsLeft() {
    Buffer buffer = backend.allocate(DType.F32, 1, "left over");
    backend.close();
    backend.close();
    assertEquals(0, backend.memory().liveBytes());
    buffer.close();
    assertNames("reference backend is closed", backend::synchronize);
  }

  @Test
  void closedCallsAndRecordingsDoNotRun() {
    Buffer buffer = backend.allocate(DType.F32, 1, "counter");
    Call call = backend.fill(0, buffer.view());
    Recording recording = backend.record(List.of(call));
    recording.close();
    assertNames("closed recording", recording::replay);
    call.close();
    assertNames("closed call", call::enqueue);
  }

  @Test
  void foreignBuffersAreRefused() {
    try (Backend other = new ReferenceBackend()) {
      Buffer foreign = other.allocate(DType.F32, 1, "foreign");
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> backend.fill(0, foreign.view()));
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

  private double first(Buffer buffer) {
    try (HostBuffer host = backend.allocateHost(buffer.type(), buffer.elements())) {
      backend.download(buffer.view(), host).await();
      return host.get(0);
    }
  }

  private static void assertNames(String expected, Runnable use) {
    IllegalStateException failure = assertThrows(IllegalStateException.class, use::run);
    assertTrue(failure.getMessage().contains(expected), failure::getMessage);
  }
}
