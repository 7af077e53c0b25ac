package dev.trine.cpu;

import dev.trine.backend.op.StepState;

/** Ends a healthy step: adds its metrics to their totals and counts it. */
final class CommitCall extends CpuCall implements Team.Task {
  private final Region values;
  private final Region totals;
  private final Region stepState;

  CommitCall(Gate gate, Region values, Region totals, Region stepState) {
    super(gate, "commit", values, totals, stepState);
    this.values = values;
    this.totals = totals;
    this.stepState = stepState;
  }

  @Override
  void execute() {
    gate().team().run(1, this);
  }

  @Override
  public void piece(int piece, int worker) {
    if (stepState.getInt(StepState.OVERFLOWED) != 0) {
      stepState.putInt(StepState.HEALTHY, 0);
    } else if (stepState.getInt(StepState.HEALTHY) != 0) {
      for (int i = 0; i < totals.elements(); i++) {
        totals.put(i, totals.get(i) + values.get(i));
      }
      stepState.putInt(StepState.STEP, stepState.getInt(StepState.STEP) + 1);
    }
  }
}
