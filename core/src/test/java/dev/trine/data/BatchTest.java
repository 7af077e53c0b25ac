package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.HostBuffer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final List<String> events = new ArrayList<>();

  /** A buffer that says so when it is closed. */
  private HostBuffer buffer(String name) {
    return (HostBuffer)
        Proxy.newProxyInstance(
            HostBuffer.class.getClassLoader(),
            new Class<?>[] {HostBuffer.class},
            (self, method, arguments) -> {
              events.add(method.getName() + " " + name);
              return null;
            });
  }

  private Batch batch() {
    Map<String, HostBuffer> buffers = new LinkedHashMap<>();
    buffers.put("x", buffer("x"));
    buffers.put("y", buffer("y"));
    return new Batch(buffers);
  }

  @Test
  void uploadsAreAwaitedBeforeTheBuffersAreClosed() {
    try (Batch batch = batch()) {
      batch.uploading(() -> events.add("uploaded"));
      batch.uploading(() -> events.add("uploaded too"));
    }
    assertEquals(List.of("uploaded", "uploaded too", "close y", "close x"), events);
  }

  @Test
  void anUploadIsAwaitedOnce() {
    try (Batch batch = batch()) {
      batch.uploading(() -> events.add("uploaded"));
      batch.awaitUploads();
      batch.awaitUploads();
      assertEquals(List.of("uploaded"), events);
    }
  }

  @Test
  void everyBufferIsClosedThoughAnUploadFailed() {
    Batch batch = batch();
    batch.uploading(
        () -> {
          throw new IllegalStateException("the device is gone");
        });
    assertThrows(IllegalStateException.class, batch::close);
    assertEquals(List.of("close y", "close x"), events);
  }
}
