package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Confinement;
import java.util.function.Supplier;

/** The way into the reference: one thread at a time, and only while it is open. */
final class ReferenceQueue {
  private final Confinement confinement = new Confinement();
  private boolean closed;

  /** Runs an entry point. */
  <T> T inside(Supplier<T> entry) {
    confinement.enter();
    try {
      if (closed) {
        throw new IllegalStateException("The reference backend is closed");
      }
      return entry.get();
    } finally {
      confinement.exit();
    }
  }

  /**
   * A call that computes when it is enqueued.
   *
   * @param views what it was bound to; null where an optional one is absent
   */
  Call bind(Runnable computation, View... views) {
    return inside(
        () -> {
          for (View view : views) {
            if (view != null) {
              ReferenceBuffer.of(view).requireOpenOn(this);
            }
          }
          return new ReferenceCall(this, computation);
        });
  }

  void close() {
    confinement.enter();
    closed = true;
    confinement.exit();
  }
}
