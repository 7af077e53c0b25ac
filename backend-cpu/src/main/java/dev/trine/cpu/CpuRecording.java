package dev.trine.cpu;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import java.util.List;

/** Calls run one after the other under one entry into the backend. */
final class CpuRecording implements Recording {
  private final Gate gate;
  private final CpuCall[] calls;
  private boolean closed;

  CpuRecording(Gate gate, List<Call> recorded) {
    this.gate = gate;
    calls = new CpuCall[recorded.size()];
    for (int i = 0; i < calls.length; i++) {
      if (!(recorded.get(i) instanceof CpuCall call) || call.gate() != gate) {
        throw new IllegalArgumentException(
            "Call %s of the recording was bound by another backend".formatted(i));
      }
      call.requireUsable();
      calls[i] = call;
    }
  }

  @Override
  public void replay() {
    gate.enter();
    try {
      if (closed) {
        throw new IllegalStateException("A closed recording was replayed");
      }
      for (CpuCall call : calls) {
        call.requireUsable();
        call.execute();
      }
    } finally {
      gate.exit();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
