package dev.trine.reference;

import dev.trine.backend.Call;

/** A computation and nothing more: the reference prepares nothing and needs no scratch. */
final class ReferenceCall implements Call {
  private final ReferenceQueue queue;
  private final Runnable computation;
  private boolean closed;

  ReferenceCall(ReferenceQueue queue, Runnable computation) {
    this.queue = queue;
    this.computation = computation;
  }

  @Override
  public void enqueue() {
    queue.inside(
        () -> {
          if (closed) {
            throw new IllegalStateException("A closed call was enqueued");
          }
          computation.run();
          return null;
        });
  }

  @Override
  public void close() {
    closed = true;
  }
}
