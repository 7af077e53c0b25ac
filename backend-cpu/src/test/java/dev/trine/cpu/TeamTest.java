package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void runsEachPieceOnce(int threads) {
    try (Team team = new Team(threads, () -> {})) {
      for (int pieces : new int[] {0, 1, 2, 7, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
        team.run(pieces, (piece, worker) -> runs.incrementAndGet(piece));
        for (int i = 0; i < pieces; i++) {
          assertEquals(1, runs.get(i), "piece " + i + " of " + pieces);
        }
      }
    }
  }

  @Test
  void isDoneWithAllPiecesWhenItReturns() {
    try (Team team = new Team(3, () -> {})) {
      long[] sums = new long[5];
      for (int round = 0; round < 200_000; round++) {
        team.run(sums.length, (piece, worker) -> sums[piece] += piece);
      }
      for (int i = 0; i < sums.length; i++) {
        assertEquals(200_000L * i, sums[i]);
      }
    }
  }

  @Test
  void wakesThreadsThatWentToSleep() throws InterruptedException {
    try (Team team = new Team(2, () -> {})) {
      AtomicInteger runs = new AtomicInteger();
      for (int round = 0; round < 50; round++) {
        Thread.sleep(2);
        team.run(4, (piece, worker) -> runs.incrementAndGet());
      }
      assertEquals(200, runs.get());
    }
  }

  @Test
  void throwsWhatAPieceThrowsAndGoesOn() {
    IllegalStateException thrown = new IllegalStateException("piece 5");
    try (Team team = new Team(2, () -> {})) {
      for (int round = 0; round < 100; round++) {
        AtomicInteger others = new AtomicInteger();
        assertSame(
            thrown,
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.run(
                        16,
                        (piece, worker) -> {
                          if (piece == 5) {
                            throw thrown;
                          }
                          others.incrementAndGet();
                        })));
        assertEquals(15, others.get());
        team.run(16, (piece, worker) -> others.incrementAndGet());
        assertEquals(31, others.get());
      }
    }
  }

  @Test
  void servesOneCallerAfterTheOther() throws InterruptedException {
    try (Team team = new Team(2, () -> {})) {
      AtomicLong sum = new AtomicLong();
      for (int caller = 0; caller < 20; caller++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int round = 0; round < 100; round++) {
                    team.run(10, (piece, worker) -> sum.addAndGet(piece));
                  }
                });
        thread.start();
        thread.join();
      }
      assertEquals(20 * 100 * 45, sum.get());
    }
  }

  @Test
  void setsUpItsThreadsAndLetsThemEnd() throws InterruptedException {
    AtomicInteger setUps = new AtomicInteger();
    Thread[] seen = new Thread[1];
    Team team =
        new Team(
            2,
            () -> {
              setUps.incrementAndGet();
              seen[0] = Thread.currentThread();
            });
    while (setUps.get() == 0) {
      Thread.onSpinWait();
    }
    Thread.sleep(5);
    team.close();
    seen[0].join(10_000);
    assertFalse(seen[0].isAlive());
    assertEquals(1, setUps.get());
  }
}
