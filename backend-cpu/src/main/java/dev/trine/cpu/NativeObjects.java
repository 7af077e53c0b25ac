package dev.trine.cpu;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/**
 * JavaCPP's objects that native code may look at. They are kept here, since the garbage collector
 * would free those that Java no longer reaches, and with them the process.
 */
final class NativeObjects implements AutoCloseable {
  private final Deque<Pointer> kept = new ArrayDeque<>();

  <T extends Pointer> T keep(T pointer) {
    kept.push(pointer);
    return pointer;
  }

  /** Frees what depends on others before those. */
  @Override
  public void close() {
    while (!kept.isEmpty()) {
      kept.pop().close();
    }
  }
}
