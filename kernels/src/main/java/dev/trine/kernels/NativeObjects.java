package dev.trine.kernels;

import dev.trine.backend.internal.Resources;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The native objects of one runtime that are not released yet. Each is released exactly once: by
 * its owner, or by the runtime's end.
 */
public final class NativeObjects implements AutoCloseable {
  private final Set<NativeObject> open = ConcurrentHashMap.newKeySet();

  /** Something that holds native objects. */
  public abstract static class NativeObject implements AutoCloseable {
    private final NativeObjects registry;
    private final AtomicBoolean closed = new AtomicBoolean();

    protected NativeObject(NativeObjects registry) {
      this.registry = registry;
      registry.open.add(this);
    }

    /** Gives the native objects back; called once. */
    protected abstract void release();

    /** A driver does not survive the use of what was released, so this is asked before. */
    public final void checkOpen(String what) {
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
    // After a fault of the device giving one back may fail; the others are given back still.
    try (Resources all = new Resources()) {
      List.copyOf(open).forEach(all::add);
    }
  }
}
