package dev.trine.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that work through the pieces of one task at a time; the thread that calls is one of
 * them. Whoever is free claims the next piece, and the task is over when its pieces are, so that a
 * thread that sleeps through a task delays nobody.
 *
 * <p>Between tasks the threads watch for the next for some microseconds before they go to sleep,
 * because waking one takes longer than a small task. Running a task allocates nothing.
 */
final class Team implements AutoCloseable {
  /** Work in independent pieces. */
  interface Task {
    /**
     * @param piece which piece, from 0
     * @param worker which of the team's threads runs it: 0 is the caller
     */
    void piece(int piece, int worker);
  }

  private static final long WATCH_NANOS = 50_000;
  private static final int SPINS_BETWEEN_CLOCK_READINGS = 64;
  private static final int SPINS_BEFORE_YIELD = 20_000;

  private final Worker[] workers;

  /**
   * The current task's number of pieces, in the upper half, and its next unclaimed piece, in the
   * lower. A successful increment claims a piece of whatever task is current then, so that it does
   * not matter how old the value was that a thread started from.
   */
  private final AtomicLong claims = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();

  /** Stable while a piece is claimed and unfinished, since the caller waits for that piece. */
  private Task task;

  /** Known to the thread that calls. */
  private long tasks;

  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param threads how many, with the caller
   * @param setUp what each new thread does first
   */
  Team(int threads, Runnable setUp) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1, setUp);
      workers[i].start();
    }
  }

  /** How many threads work, the caller included. */
  int threads() {
    return workers.length + 1;
  }

  /** How many tasks with at least one piece were run so far. */
  long tasks() {
    return tasks;
  }

  /**
   * Runs all pieces of a task and returns when they are done. What a piece throws is thrown here,
   * the first if several do.
   */
  void run(int pieces, Task work) {
    if (pieces > 0) {
      tasks++;
    }
    if (pieces <= 1 || workers.length == 0) {
      for (int piece = 0; piece < pieces; piece++) {
        work.piece(piece, 0);
      }
      return;
    }
    task = work;
    unfinished.set(pieces);
    claims.set((long) pieces << Integer.SIZE);
    wake(pieces - 1);
    workThrough(0);
    awaitOthers();
    task = null;
    if (failure != null) {
      rethrow();
    }
  }

  /** Lets the threads end. No task may be running. */
  @Override
  public void close() {
    closed = true;
    wake(workers.length);
  }

  private void wake(int most) {
    for (int i = 0; i < workers.length && i < most; i++) {
      if (workers[i].asleep) {
        LockSupport.unpark(workers[i]);
      }
    }
  }

  private boolean hasUnclaimed(long seen) {
    return (int) seen < (int) (seen >>> Integer.SIZE);
  }

  private void workThrough(int worker) {
    for (long seen = claims.get(); hasUnclaimed(seen); seen = claims.get()) {
      if (claims.compareAndSet(seen, seen + 1)) {
        try {
          task.piece((int) seen, worker);
        } catch (Throwable thrown) {
          if (failure == null) {
            failure = thrown;
          }
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  private void awaitOthers() {
    for (int spins = 0; unfinished.get() != 0; spins++) {
      if (spins < SPINS_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private final class Worker extends Thread {
    private final int index;
    private final Runnable setUp;
    private volatile boolean asleep;

    Worker(int index, Runnable setUp) {
      super("trine-cpu-" + index);
      setDaemon(true);
      this.index = index;
      this.setUp = setUp;
    }

    @Override
    public void run() {
      setUp.run();
      while (!closed) {
        workThrough(index);
        watch();
      }
    }

    private void watch() {
      long end = System.nanoTime() + WATCH_NANOS;
      for (int spins = 1; isIdle(); spins++) {
        Thread.onSpinWait();
        if (spins % SPINS_BETWEEN_CLOCK_READINGS == 0 && System.nanoTime() - end > 0) {
          sleep();
        }
      }
    }

    private void sleep() {
      asleep = true;
      while (isIdle()) {
        LockSupport.park(Team.this);
        // A pending interrupt, which nobody here answers, would turn parking into a busy loop.
        Thread.interrupted();
      }
      asleep = false;
    }

    private boolean isIdle() {
      return !closed && !hasUnclaimed(claims.get());
    }
  }
}
