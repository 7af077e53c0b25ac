package dev.trine.backend.internal;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Things that are closed together, the last opened first. Each is closed even if the close of
 * another fails; closing twice is harmless.
 */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes charge of something just opened, and returns it. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Allocates a tensor and takes charge of its buffer. */
  public View allocate(Backend backend, TensorType type, String owner) {
    View view = backend.allocate(type, owner);
    add(view.buffer());
    return view;
  }

  /** Closes all since the next could not be opened; what fails on the way is attached to that. */
  public void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException | Error another) {
      if (another != failure) {
        failure.addSuppressed(another);
      }
    }
  }

  @Override
  public void close() {
    Throwable first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | Error failure) {
        if (first == null) {
          first = failure;
        } else if (first != failure) {
          first.addSuppressed(failure);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (first != null) {
      throw new IllegalStateException("Closing failed", first);
    }
  }
}
