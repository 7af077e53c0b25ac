package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MOST_AHEAD = 6;

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("trine-batches")) {
        thread.join(SOON.toMillis()); // it works no more, but may be about to end
        assertFalse(thread.isAlive());
      }
    }
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

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("What fills or uploads was interrupted", interrupted);
    }
  }

  private static int[] upTo(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static List<Integer> content(Batch batch) {
    List<Integer> examples = new ArrayList<>();
    for (int i = 0; i < batch.examples(); i++) {
      assertEquals(batch.buffer("features").get(i) + 1000, batch.buffer("targets").get(i));
      examples.add((int) batch.buffer("features").get(i));
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
      batches.forEach(upTo(5), batch -> assertEquals(5, batch.buffer("features").elements()));
    }
  }

  @Test
  void aPassMayBeLongerThanTheSet() {
    List<Integer> seen = new ArrayList<>();
    try (Batches batches = new Batches(backend, numbered(2), 2)) {
      batches.forEach(new int[] {1, 0, 1, 1, 0, 0, 1}, batch -> seen.addAll(content(batch)));
    }
    assertEquals(List.of(1, 0, 1, 1, 0, 0, 1), seen);
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
  void buffersAreFilledAgainOnlyAfterTheirUploadsWhichThisThreadDoesNotAwait() {
    List<Boolean> unchanged = Collections.synchronizedList(new ArrayList<>());
    Thread here = Thread.currentThread();
    try (Batches batches = new Batches(backend, numbered(20), 2)) {
      batches.forEach(
          upTo(20),
          batch -> {
            List<Integer> before = content(batch);
            batch.uploading(
                () -> {
                  pause(2);
                  unchanged.add(content(batch).equals(before) && Thread.currentThread() != here);
                });
          });
      assertTrue(unchanged.size() >= 10 - MOST_AHEAD, unchanged::toString);
      assertFalse(unchanged.contains(false), unchanged::toString);
      unchanged.clear();
    }
    assertTrue(unchanged.size() <= MOST_AHEAD, unchanged::toString); // those of the last batches
  }

  @Test
  void uploadsThatAPassLeftAreAwaitedByTheNext() {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (Batches batches = new Batches(backend, numbered(2), 2)) {
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              batches.forEach(
                  upTo(2),
                  batch -> {
                    batch.uploading(() -> events.add("late"));
                    throw new UnsupportedOperationException("with an upload under way");
                  }));
      assertEquals(List.of(), events);
      batches.forEach(upTo(2), batch -> events.add("used"));
      batches.single(upTo(2), 0).uploading(() -> events.add("closed"));
    }
    assertEquals(List.of("late", "used", "closed"), events);
  }

  @Test
  void anUploadThatFailsReachesTheUser() {
    try (Batches batches = new Batches(backend, numbered(40), 2)) {
      AtomicInteger used = new AtomicInteger();
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  batches.forEach(
                      upTo(40),
                      batch -> {
                        if (used.getAndIncrement() == 3) {
                          batch.uploading(
                              () -> {
                                throw new IllegalStateException("the device is gone");
                              });
                        }
                      }));
      assertEquals("the device is gone", failure.getMessage());
      assertTrue(used.get() < 20, used::toString);
    }
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
  void onlyTheFieldsThatAreWantedAreFilled() {
    Dataset set = numbered(9);
    List<Field> wanted = List.of(set.field("targets"));
    try (Batches batches = new Batches(backend, set, wanted, 4)) {
      Batch batch = batches.single(upTo(9), 4);
      assertEquals(Set.of("targets"), batch.fields());
      assertEquals(1004, batch.buffer("targets").get(0));
      String message =
          assertThrows(IllegalArgumentException.class, () -> batch.buffer("features")).getMessage();
      assertTrue(message.contains("'features' among [targets]"), message);
    }
    List<Field> foreign = List.of(Field.values("features", Shape.of(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new Batches(backend, set, foreign, 4).close());
  }

  @Test
  void everyFieldComesInItsType() {
    Dataset set =
        Dataset.builder()
            .input("image", Shape.of(2), new byte[][] {{1, 2}, {3, -1}, {5, 6}})
            .input("side", Shape.of(3), new float[][] {{1, 2, 3}, {4, 5, 6.5f}, {7, 8, 9}})
            .labels("kind", new int[] {0, 1, 0}, List.of("a", "b"))
            .weights(new float[] {1, 2, 0.5f})
            .build();
    try (Batches batches = new Batches(backend, set.select(2, 1), 2)) {
      Batch batch = batches.single(new int[] {1, 0}, 0);
      assertEquals(List.of("image", "side", "kind", "weights"), List.copyOf(batch.fields()));
      assertHolds(batch.buffer("image"), DType.U8, 3, 255, 5, 6);
      assertHolds(batch.buffer("side"), DType.F32, 4, 5, 6.5, 7, 8, 9);
      assertHolds(batch.buffer("kind"), DType.I32, 1, 0);
      assertHolds(batch.buffer("weights"), DType.F32, 2, 0.5);
    }
  }

  private static void assertHolds(HostBuffer buffer, DType type, double... elements) {
    assertEquals(type, buffer.type());
    assertArrayEquals(
        elements, IntStream.range(0, (int) buffer.elements()).mapToDouble(buffer::get).toArray());
  }

  @Test
  void aBatchHasAnExample() {
    assertThrows(IllegalArgumentException.class, () -> new Batches(backend, numbered(5), 0));
  }

  @Test
  void aPassIsNotInterruptedByAnother() {
    int[] five = upTo(5);
    try (Batches batches = new Batches(backend, numbered(5), 2)) {
      for (Runnable other :
          List.<Runnable>of(
              batches::close,
              () -> batches.single(five, 0),
              () -> batches.forEach(five, batch -> {}))) {
        String message =
            assertThrows(
                    IllegalStateException.class, () -> batches.forEach(five, batch -> other.run()))
                .getMessage();
        assertTrue(message.contains("in the middle of a pass"), message);
      }
    }
  }
}
