package dev.trine.opencl;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The native objects of one runtime that are not released yet. Each is released exactly once: by
 * its owner, or by the runtime's end.
 */
final class Resources implements AutoCloseable {
  private final Set<Resource> open = ConcurrentHashMap.newKeySet();

  /** Something that holds native objects. */
  abstract static class Resource implements AutoCloseable {
    private final Resources registry;
    private final AtomicBoolean closed = new AtomicBoolean();

    Resource(Resources registry) {
      this.registry = registry;
      registry.open.add(this);
    }

    /** Gives the native objects back; called once. */
    abstract void release();

    /** A driver does not survive the use of what was released, so this is asked before. */
    final void checkOpen(String what) {
      if (closed.get()) {
        throw new IllegalStateException(what + " is closed");
      }
    }

    @Override
    public final void close() {
      if (closed.compareAndSet(false, true)) {
        registry.open.remove(this);
        release();
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Resource::close);
  }
}
