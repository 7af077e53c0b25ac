package dev.trine.cpu;

import dev.trine.backend.Call;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** One op bound to its memory. Enqueuing it runs it, and allocates nothing. */
abstract class CpuCall implements Call {
  private final Gate gate;
  private final String op;
  private final CpuBuffer[] buffers;
  private boolean closed;

  /**
   * @param op the op's name, for messages
   * @param regions what it reads and writes; null where an optional one is absent
   */
  CpuCall(Gate gate, String op, Region... regions) {
    this.gate = gate;
    this.op = op;
    buffers =
        Stream.of(regions)
            .filter(Objects::nonNull)
            .map(Region::buffer)
            .distinct()
            .toArray(CpuBuffer[]::new);
  }

  /** Does the work; the memory is known to be there. */
  abstract void execute();

  /** Whether a run of this may change a region; who knows what it writes says it more exactly. */
  boolean mayWrite(Region region) {
    return Arrays.asList(buffers).contains(region.buffer());
  }

  /** Gives back what was prepared, once. */
  void release() {}

  @Override
  public final void enqueue() {
    gate.enter();
    try {
      requireUsable();
      execute();
    } finally {
      gate.exit();
    }
  }

  @Override
  public final void close() {
    gate.enterEvenClosed();
    try {
      if (!closed) {
        closed = true;
        release();
      }
    } finally {
      gate.exit();
    }
  }

  final Gate gate() {
    return gate;
  }

  /** Throws if this call or memory that it works on was closed. */
  final void requireUsable() {
    if (closed) {
      throw new IllegalStateException("A closed call of %s was enqueued".formatted(op));
    }
    for (CpuBuffer buffer : buffers) {
      buffer.requireOpen();
    }
  }
}
