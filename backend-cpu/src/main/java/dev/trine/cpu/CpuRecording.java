package dev.trine.cpu;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import java.util.ArrayList;
import java.util.List;

/** Calls run one after the other under one entry into the backend. */
final class CpuRecording implements Recording {
  private final Gate gate;
  private final CpuCall[] calls;
  private final Packing packing;
  private final Phase[] steps;
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
    packing = new Packing(gate, calls);
    steps = packing.steps();
  }

  @Override
  public void replay() {
    gate.enter();
    try {
      requireOpen();
      for (int i = 0; i < calls.length; i++) {
        calls[i].requireUsable();
        steps[i].run();
      }
    } finally {
      gate.exit();
    }
  }

  @Override
  public List<Timing> profile() {
    gate.enter();
    try {
      requireOpen();
      List<Timing> timings = new ArrayList<>(calls.length);
      for (int i = 0; i < calls.length; i++) {
        calls[i].requireUsable();
        timings.add(time(steps[i]));
      }
      return timings;
    } finally {
      gate.exit();
    }
  }

  private Timing time(Phase step) {
    long tasks = gate.team().tasks();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Timing((int) (gate.team().tasks() - tasks), seconds);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("A closed recording was replayed");
    }
  }

  @Override
  public void close() {
    gate.enterEvenClosed();
    try {
      closed = true;
      packing.close();
    } finally {
      gate.exit();
    }
  }
}
