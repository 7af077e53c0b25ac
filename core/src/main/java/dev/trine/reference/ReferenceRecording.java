package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import java.util.ArrayList;
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
    requireOpen();
    calls.forEach(Call::enqueue);
  }

  @Override
  public List<Timing> profile() {
    requireOpen();
    List<Timing> timings = new ArrayList<>();
    for (Call call : calls) {
      long start = System.nanoTime();
      call.enqueue();
      timings.add(new Timing(1, (System.nanoTime() - start) * 1e-9));
    }
    return timings;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("A closed recording was replayed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
