package dev.trine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ConfinementTest {
  private final Confinement confinement = new Confinement();
  private int unguarded;

  private void elsewhere(String name, Runnable work) throws InterruptedException {
    FutureTask<Void> task = new FutureTask<>(work, null);
    new Thread(task, name).start();
    try {
      task.get();
    } catch (ExecutionException failure) {
      throw (RuntimeException) failure.getCause();
    }
  }

  @Test
  void aSecondThreadIsTurnedAwayAndBothAreNamed() {
    confinement.enter();
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> elsewhere("intruder", confinement::enter));
    assertTrue(refusal.getMessage().contains("'intruder'"), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains("'" + Thread.currentThread().getName() + "'"),
        refusal.getMessage());
  }

  @Test
  void theThreadInsideMayEnterAgainAndIsOutAfterAsManyExits() {
    confinement.enter();
    confinement.enter();
    confinement.exit();
    assertThrows(IllegalStateException.class, () -> elsewhere("other", confinement::enter));
    confinement.exit();
    assertThrows(IllegalStateException.class, confinement::exit);
  }

  @Test
  void threadsMayTakeTurns() throws InterruptedException {
    confinement.enter();
    confinement.exit();
    elsewhere(
        "second",
        () -> {
          confinement.enter();
          confinement.exit();
        });
    confinement.enter();
    confinement.exit();
  }

  @Test
  void aThreadCannotPutAnotherOutside() {
    confinement.enter();
    assertThrows(IllegalStateException.class, () -> elsewhere("other", confinement::exit));
    assertThrows(IllegalStateException.class, () -> elsewhere("other", confinement::enter));
  }

  @Test
  void ofManyThreadsAtOnceOneIsInside() throws InterruptedException {
    int threads = 4;
    int rounds = 20_000;
    int[] entered = new int[threads];
    CountDownLatch start = new CountDownLatch(1);
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      int index = t;
      all[t] =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException impossible) {
                  return;
                }
                while (entered[index] < rounds) {
                  try {
                    confinement.enter();
                  } catch (IllegalStateException busy) {
                    continue;
                  }
                  confinement.enter();
                  unguarded++;
                  confinement.exit();
                  confinement.exit();
                  entered[index]++;
                }
              });
      all[t].start();
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    assertEquals(threads * rounds, unguarded);
  }
}
