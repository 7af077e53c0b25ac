package dev.trine.cpu;

import dev.trine.backend.internal.Confinement;
import java.util.function.Supplier;

/**
 * The way into the backend: one thread at a time, only while it is open, and each thread set up for
 * native code when it first comes. What is enqueued runs at once, in the caller's thread and its
 * {@link Team}.
 */
final class Gate implements AutoCloseable {
  private final Confinement confinement = new Confinement();
  private final Team team;
  private final Runnable threadSetUp;
  private final Blocks[] blocks;
  private Thread lastCaller;
  private boolean closed;

  /**
   * @param threadSetUp what a thread does before it calls native code
   */
  Gate(int threads, Runnable threadSetUp) {
    this.threadSetUp = threadSetUp;
    team = new Team(threads, threadSetUp);
    blocks = new Blocks[threads];
    for (int i = 0; i < threads; i++) {
      blocks[i] = new Blocks();
    }
  }

  /** Marks the current thread as inside; pair it with {@link #exit} in a finally block. */
  void enter() {
    enterEvenClosed();
    if (closed) {
      exit();
      throw new IllegalStateException("The CPU backend is closed");
    }
    if (Thread.currentThread() != lastCaller) {
      threadSetUp.run();
      lastCaller = Thread.currentThread();
    }
  }

  /** Runs an entry point that is not run in every step. */
  <T> T inside(Supplier<T> entry) {
    enter();
    try {
      return entry.get();
    } finally {
      exit();
    }
  }

  /** As {@link #enter}, for what is harmless after the end. */
  void enterEvenClosed() {
    confinement.enter();
  }

  void exit() {
    confinement.exit();
  }

  Team team() {
    return team;
  }

  /** The working memory of one of the team's threads. */
  Blocks blocks(int worker) {
    return blocks[worker];
  }

  @Override
  public void close() {
    enterEvenClosed();
    try {
      closed = true;
      lastCaller = null;
      team.close();
    } finally {
      exit();
    }
  }
}
