package dev.trine.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads that fill batches ahead of their use. What they fill comes out in order. */
final class Fillers implements AutoCloseable {
  private final ExecutorService threads;
  private final Deque<Future<Batch>> ahead = new ArrayDeque<>();

  Fillers(int threads) {
    this.threads = Executors.newFixedThreadPool(threads, Fillers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "trine-batches");
    thread.setDaemon(true);
    return thread;
  }

  /** Has a batch filled by one of the threads. */
  void add(Callable<Batch> filling) {
    ahead.add(threads.submit(filling));
  }

  /**
   * The batch that comes next; throws what kept it from being filled, if anything did.
   *
   * @throws IllegalStateException if this thread is interrupted
   */
  Batch next() {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException(); // get() returns what is there without looking
      }
      return ahead.remove().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a batch", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      if (failed.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("A batch could not be filled", failed.getCause());
    }
  }

  /**
   * Drops what was not begun, and waits for what was. No thread is interrupted: that would close
   * the files of examples that are read through channels.
   */
  @Override
  public void close() {
    ahead.forEach(filling -> filling.cancel(false));
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
