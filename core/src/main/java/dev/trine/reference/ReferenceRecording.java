package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import java.util.List;

/** A list of calls. */
final class ReferenceRecording implements Recording {
  private final List<Call> calls;
  private boolean closed;

  ReferenceRecording(List<Call> calls) {
    this.calls = List.copyOf(calls);
  }

  @Override
  public void replay() {
    if (closed) {
      throw new IllegalStateException("A closed recording was replayed");
    }
    calls.forEach(Call::enqueue);
  }

  @Override
  public void close() {
    closed = true;
  }
}
