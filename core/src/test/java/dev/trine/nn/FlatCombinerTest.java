package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlatCombinerTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** The first batch stays at work until it is told to go on. */
  private List<float[]> slowly(List<Integer> questions) {
    batches.add(questions);
    begun.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return questions.stream().map(question -> new float[] {question}).toList();
  }

  private CompletableFuture<float[]> asked(FlatCombiner<Integer> combiner, int question) {
    return CompletableFuture.supplyAsync(() -> combiner.ask(question), threads);
  }

  private static void awaitWaiting(FlatCombiner<Integer> combiner, int count) throws Exception {
    while (combiner.waiting() < count) {
      Thread.sleep(1);
    }
  }

  @Test
  void whatComesDuringABatchIsTheNext() throws Exception {
    try (FlatCombiner<Integer> combiner = new FlatCombiner<>("It", 3, this::slowly)) {
      List<CompletableFuture<float[]>> answers = new ArrayList<>(List.of(asked(combiner, 0)));
      begun.await();
      for (int i = 1; i < 6; i++) {
        answers.add(asked(combiner, i));
        awaitWaiting(combiner, i);
      }
      mayGoOn.countDown();
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(new float[] {i}, answers.get(i).get());
      }
      assertEquals(List.of(List.of(0), List.of(1, 2, 3), List.of(4, 5)), batches);
    }
  }

  @Test
  void closingEndsWhatWaitsAndLetsWorkEnd() throws Exception {
    FlatCombiner<Integer> combiner = new FlatCombiner<>("It", 3, this::slowly);
    CompletableFuture<float[]> atWork = asked(combiner, 0);
    begun.await();
    CompletableFuture<float[]> waits = asked(combiner, 1);
    awaitWaiting(combiner, 1);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(combiner::close, threads);
    Throwable ended = assertThrows(CompletionException.class, waits::join).getCause();
    assertEquals(IllegalStateException.class, ended.getClass());
    assertTrue(ended.getMessage().contains("It was closed while"), ended.getMessage());
    assertTrue(!closing.isDone(), "it waits for the batch at work");
    mayGoOn.countDown();
    assertArrayEquals(new float[] {0}, atWork.join());
    closing.join();
    combiner.close();
    String message = assertThrows(IllegalStateException.class, () -> combiner.ask(2)).getMessage();
    assertEquals("It is closed", message);
  }

  @Test
  void aFailureEndsItsBatchAndNoOther() {
    RuntimeException failure = new IllegalArgumentException("odd");
    FlatCombiner<Integer> combiner =
        new FlatCombiner<>(
            "It",
            3,
            questions -> {
              if (questions.contains(1)) {
                throw failure;
              }
              return List.of(new float[1]);
            });
    assertSame(failure, assertThrows(RuntimeException.class, () -> combiner.ask(1)));
    assertArrayEquals(new float[1], combiner.ask(2));
  }

  @Test
  void severalQuestionsAreAnsweredInTheirOrderByFullBatches() {
    mayGoOn.countDown();
    try (FlatCombiner<Integer> combiner = new FlatCombiner<>("It", 3, this::slowly)) {
      List<float[]> answers = combiner.askAll(List.of(5, 6, 7, 8));
      assertEquals(List.of(5, 6, 7, 8), answers.stream().map(one -> (int) one[0]).toList());
      assertEquals(List.of(List.of(5, 6, 7), List.of(8)), batches);
      assertEquals(List.of(), combiner.askAll(List.of()));
    }
  }
}
