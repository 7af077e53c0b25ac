package dev.trine.cpu.loops;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiled loops, the most recently used ones of which are kept, so that what was compiled once
 * stays warm. A loop that is neither kept nor used is unloaded by the garbage collector.
 */
final class Loops {
  private static final int MOST = 1024;
  private static final float LOAD_FACTOR = 0.75f;

  private static final Map<Loop, LoopBody> KEPT =
      new LinkedHashMap<>(MOST, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Loop, LoopBody> eldest) {
          return size() > MOST;
        }
      };

  private Loops() {}

  static LoopBody compile(Loop loop) {
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(loop, Loops::define);
    }
  }

  private static LoopBody define(Loop loop) {
    try {
      return (LoopBody)
          MethodHandles.lookup()
              .defineHiddenClass(LoopWriter.write(loop), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A generated loop cannot be loaded: " + loop, impossible);
    }
  }
}
