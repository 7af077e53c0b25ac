package dev.trine.backend.internal;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one thread at a time into a backend. Handing a backend from thread to thread is legal;
 * entering it while another thread is inside is a race in the caller and throws.
 */
public final class Confinement {
  private final AtomicReference<Thread> inside = new AtomicReference<>();

  /** Touched only by the thread inside, and handed on with {@link #inside}. */
  private int depth;

  /** Marks the current thread as inside; pair it with {@link #exit} in a finally block. */
  public void enter() {
    Thread current = Thread.currentThread();
    if (inside.get() != current && !inside.compareAndSet(null, current)) {
      Thread other = inside.get();
      throw new IllegalStateException(
          "Thread '%s' entered a backend while thread '%s' is using it; use one backend a thread or synchronise the two"
              .formatted(current.getName(), other == null ? "another" : other.getName()));
    }
    depth++;
  }

  /** Marks the current thread as outside again, once for each {@link #enter}. */
  public void exit() {
    if (inside.get() != Thread.currentThread()) {
      throw new IllegalStateException(
          "Thread '%s' left a backend that it had not entered"
              .formatted(Thread.currentThread().getName()));
    }
    if (--depth == 0) {
      inside.set(null);
    }
  }
}
