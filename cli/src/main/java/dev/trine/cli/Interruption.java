package dev.trine.cli;

import java.util.concurrent.CountDownLatch;

/**
 * What becomes of the command under way when a signal ends the process: Ctrl-C, or what {@code
 * kill} sends. One that can be stopped is asked to, and the process ends when it has; any other is
 * ended at once.
 */
public final class Interruption implements AutoCloseable {
  private static final CountDownLatch OVER = new CountDownLatch(1);

  /** What stops the command under way; null where nothing does. */
  private static volatile Runnable stop;

  private Interruption() {}

  /** Lets a command be stopped until this is closed; from another thread. */
  public static Interruption by(Runnable stopping) {
    stop = stopping;
    return new Interruption();
  }

  /** Has signals heeded in this process. */
  static void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::await, "trine-interruption"));
  }

  private static void await() {
    Runnable stopping = stop;
    if (stopping == null) {
      return;
    }
    stopping.run();
    try {
      OVER.await();
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the command is over, and has printed all that it has to say. */
  static void over() {
    OVER.countDown();
  }

  /** What comes now ends at once if the process does. */
  @Override
  public void close() {
    stop = null;
  }
}
