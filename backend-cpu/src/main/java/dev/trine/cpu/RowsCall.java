package dev.trine.cpu;

import dev.trine.backend.op.Rows;
import java.util.List;
import java.util.stream.Stream;

/** Folds of rows and what follows from them. */
final class RowsCall extends CpuCall {
  private final Phase[] phases;

  RowsCall(Gate gate, Rows spec, List<Region> inputs, List<Region> outputs) {
    super(gate, "rows", Stream.concat(inputs.stream(), outputs.stream()).toArray(Region[]::new));
    phases = new RowPhases(gate, spec, inputs, outputs).list().toArray(Phase[]::new);
  }

  @Override
  void execute() {
    for (Phase phase : phases) {
      phase.run();
    }
  }
}
