package dev.trine.backend;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one thread at a time into a backend. Handing a backend from thread to thread is legal;
 * entering it while another thread is inside is a race in the caller and throws.
 */
public final class Confinement {
  private final AtomicReference<Thread> inside = new AtomicReference<>();
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

  public void exit() {
    if (--depth == 0) {
      inside.set(null);
    }
  }
}
