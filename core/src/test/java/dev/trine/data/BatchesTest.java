package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void noThreadIsLeft() {
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("trine-batches")));
    backend.close();
  }

  /** Example i has the feature i and the value i + 1000. */
  private static Dataset numbered(int size) {
    float[][] features = new float[size][1];
    float[][] values = new float[size][1];
    for (int i = 0; i < size; i++) {
      features[i][0] = i;
      values[i][0] = i + 1000;
    }
    return Dataset.valued(Shape.of(1), features, values);
  }

  private static int[] upTo(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static List<Integer> content(Batch batch) {
    List<Integer> examples = new ArrayList<>();
    for (int i = 0; i < batch.examples(); i++) {
      assertEquals(batch.features().get(i) + 1000, batch.targets().get(i));
      examples.add((int) batch.features().get(i));
    }
    return examples;
  }

  @Test
  void examplesComeInTheirOrderAndTheLastBatchMayBeSmaller() {
    List<List<Integer>> seen = new ArrayList<>();
    try (Batches batches = new Batches(backend, numbered(9), 3)) {
      batches.forEach(new int[] {8, 1, 7, 2, 6, 3, 5}, batch -> seen.add(content(batch)));
      assertEquals(3, batches.count(7));
    }
    assertEquals(List.of(List.of(8, 1, 7), List.of(2, 6, 3), List.of(5)), seen);
  }

  @Test
  void manyBatchesRunThroughTheFewBuffers() {
    List<Integer> seen = new ArrayList<>();
    try (Batches batches = new Batches(backend, numbered(1000), 7)) {
      for (int pass = 0; pass < 3; pass++) {
        seen.clear();
        batches.forEach(upTo(1000), batch -> seen.addAll(content(batch)));
        assertEquals(IntStream.range(0, 1000).boxed().toList(), seen);
      }
    }
  }

  @Test
  void aBatchIsNoLargerThanTheSet() {
    try (Batches batches = new Batches(backend, numbered(5), 1_000_000)) {
      assertEquals(5, batches.size());
      batches.forEach(upTo(5), batch -> assertEquals(5, batch.features().elements()));
    }
  }

  @Test
  void aPassOverNothingIsOverAtOnce() {
    try (Batches batches = new Batches(backend, numbered(0), 4)) {
      batches.forEach(new int[0], batch -> assertEquals("no", "batch"));
    }
  }

  @Test
  void aFailureOfTheFillingThreadReachesTheUser() {
    try (Batches batches = new Batches(backend, numbered(5), 2)) {
      List<Integer> seen = new ArrayList<>();
      assertTimeoutPreemptively(
          SOON,
          () ->
              assertThrows(
                  IndexOutOfBoundsException.class,
                  () ->
                      batches.forEach(
                          new int[] {0, 1, 2, 99, 3}, batch -> seen.addAll(content(batch)))));
      assertEquals(List.of(0, 1), seen);
    }
  }

  @Test
  void anErrorOfTheFillingThreadReachesTheUser() {
    try (Batches batches = new Batches(failing(), numbered(5), 2)) {
      String message =
          assertTimeoutPreemptively(
              SOON,
              () ->
                  assertThrows(
                          StackOverflowError.class, () -> batches.forEach(upTo(5), batch -> {}))
                      .getMessage());
      assertEquals("while filling", message);
    }
  }

  /** A backend whose host memory cannot be written. */
  private static Backend failing() {
    HostBuffer broken =
        (HostBuffer)
            Proxy.newProxyInstance(
                HostBuffer.class.getClassLoader(),
                new Class<?>[] {HostBuffer.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("put")) {
                    throw new StackOverflowError("while filling");
                  }
                  return null;
                });
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (self, method, arguments) -> broken);
  }

  @Test
  void aUserThatFailsEndsThePassAndTheNextIsWhole() {
    try (Batches batches = new Batches(backend, numbered(100), 2)) {
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              batches.forEach(
                  upTo(100),
                  batch -> {
                    throw new UnsupportedOperationException("enough");
                  }));
      List<Integer> seen = new ArrayList<>();
      batches.forEach(upTo(100), batch -> seen.addAll(content(batch)));
      assertEquals(IntStream.range(0, 100).boxed().toList(), seen);
    }
  }

  @Test
  void anInterruptEndsThePass() {
    try (Batches batches = new Batches(backend, numbered(100), 2)) {
      Thread.currentThread().interrupt();
      assertThrows(IllegalStateException.class, () -> batches.forEach(upTo(100), batch -> {}));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void buffersAreFilledAgainOnlyAfterTheirUploads() {
    List<String> events = new ArrayList<>();
    try (Batches batches = new Batches(backend, numbered(20), 2)) {
      batches.forEach(
          upTo(20),
          batch -> {
            List<Integer> before = content(batch);
            batch.uploading(() -> events.add(content(batch).equals(before) ? "same" : "filled"));
          });
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              batches.forEach(
                  upTo(2),
                  batch -> {
                    batch.uploading(() -> events.add("late"));
                    throw new UnsupportedOperationException("with an upload under way");
                  }));
      assertEquals(10, events.size());
    }
    assertEquals(10, events.stream().filter("same"::equals).count());
    assertEquals("late", events.get(10));
  }

  @Test
  void aSingleBatchIsCutAnywhere() {
    try (Batches batches = new Batches(backend, numbered(9), 4)) {
      assertEquals(List.of(3, 4, 5, 6), content(batches.single(upTo(9), 3)));
      assertEquals(List.of(7, 8), content(batches.single(upTo(9), 7)));
    }
  }

  @Test
  void closedBatchesSaySo() {
    Batches batches = new Batches(backend, numbered(5), 2);
    batches.close();
    batches.close();
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThrows(IllegalStateException.class, () -> batches.forEach(upTo(5), batch -> {})));
    assertThrows(IllegalStateException.class, () -> batches.single(upTo(5), 0));
  }

  @Test
  void aBatchHasAnExample() {
    assertThrows(IllegalArgumentException.class, () -> new Batches(backend, numbered(5), 0));
  }
}
