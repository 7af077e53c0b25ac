package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.HostBuffer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several threads that fill slowly, at a pace that differs from batch to batch. */
class FillersTest {
  private static final int THREADS = 4;
  private static final int[] ORDER = IntStream.range(0, 40).map(i -> 39 - i).toArray();

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  /** Example i is i. Tells how it is called, and takes a time that depends on the first. */
  private static final class Slow implements Examples {
    private static final Field NUMBER = Field.input("number", TensorType.f32());

    final AtomicInteger working = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final AtomicReference<Throwable> interrupted = new AtomicReference<>();
    private final int broken;

    /**
     * @param broken an example that cannot be read, at once
     */
    Slow(int broken) {
      this.broken = broken;
    }

    @Override
    public int size() {
      return ORDER.length;
    }

    @Override
    public List<Field> fields() {
      return List.of(NUMBER);
    }

    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      int now = working.incrementAndGet();
      mostAtOnce.accumulateAndGet(now, Math::max);
      try {
        for (int i = 0; i < count; i++) {
          if (order[from + i] == broken) {
            throw new UnsupportedOperationException("example " + broken);
          }
          to.set(i, order[from + i]);
        }
        Thread.sleep(order[from] * 7 % 10 * 3L);
      } catch (InterruptedException stopped) {
        interrupted.set(stopped);
      } finally {
        working.decrementAndGet();
      }
    }
  }

  private void pass(Slow examples, Consumer<Batch> use) {
    Dataset set = Dataset.of(examples);
    try (Batches batches =
        new Batches(backend, set, set.fields(), 2, THREADS, LengthBuckets.of(set, 2, 1))) {
      try {
        batches.forEach(ORDER, use);
      } finally {
        assertEquals(0, examples.working.get(), "threads fill after the end of the pass");
        assertNull(examples.interrupted.get());
      }
    }
  }

  private static void collect(Batch batch, List<Integer> seen) {
    for (int i = 0; i < batch.examples(); i++) {
      seen.add((int) batch.buffer("number").get(i));
    }
  }

  @Test
  void batchesComeInOrder() {
    Slow examples = new Slow(-1);
    List<Integer> seen = new ArrayList<>();
    pass(examples, batch -> collect(batch, seen));
    assertEquals(IntStream.of(ORDER).boxed().toList(), seen);
    assertTrue(examples.mostAtOnce.get() > 1, examples.mostAtOnce::toString);
    assertTrue(examples.mostAtOnce.get() <= THREADS, examples.mostAtOnce::toString);
  }

  @Test
  void aFailureComesInTheTurnOfItsBatch() {
    List<Integer> seen = new ArrayList<>();
    UnsupportedOperationException failure =
        assertThrows(
            UnsupportedOperationException.class,
            () -> pass(new Slow(34), batch -> collect(batch, seen)));
    assertEquals("example 34", failure.getMessage());
    assertEquals(List.of(39, 38, 37, 36), seen);
  }

  @Test
  void aUserThatFailsEndsTheFilling() {
    assertThrows(
        ArithmeticException.class,
        () ->
            pass(
                new Slow(-1),
                batch -> {
                  throw new ArithmeticException("enough");
                }));
  }

  @Test
  void anInterruptOfTheUserEndsTheFillingButInterruptsItNot() {
    Thread here = Thread.currentThread();
    assertThrows(IllegalStateException.class, () -> pass(new Slow(-1), batch -> here.interrupt()));
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInterruptCountsThoughABatchIsReady() throws InterruptedException {
    CountDownLatch firstIsDone = new CountDownLatch(1);
    try (Fillers fillers = new Fillers(1)) {
      fillers.add(() -> null);
      fillers.add(
          () -> {
            firstIsDone.countDown();
            return null;
          });
      firstIsDone.await();
      Thread.currentThread().interrupt();
      assertThrows(IllegalStateException.class, fillers::next);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void whatWasNotBegunIsDropped() throws InterruptedException {
    Thread closing = Thread.currentThread();
    CountDownLatch firstIsBegun = new CountDownLatch(1);
    AtomicInteger filled = new AtomicInteger();
    try (Fillers fillers = new Fillers(1)) {
      fillers.add(
          () -> {
            firstIsBegun.countDown();
            while (closing.getState() != Thread.State.TIMED_WAITING) {
              Thread.sleep(1);
            }
            filled.addAndGet(1);
            return null;
          });
      fillers.add(
          () -> {
            filled.addAndGet(100);
            return null;
          });
      firstIsBegun.await();
    }
    assertEquals(1, filled.get());
  }
}
