package dev.trine.cpu;

import dev.trine.backend.op.StepState;

/** Clears the flag {@link StepState#HEALTHY} unless loss and gradients are finite. */
final class GuardCall extends CpuCall implements Team.Task {
  private final Region loss;
  private final Region squaredNorm;
  private final Region stepState;

  GuardCall(Gate gate, Region loss, Region squaredNorm, Region stepState) {
    super(gate, "guard", loss, squaredNorm, stepState);
    this.loss = loss;
    this.squaredNorm = squaredNorm;
    this.stepState = stepState;
  }

  @Override
  void execute() {
    gate().team().run(1, this);
  }

  @Override
  public void piece(int piece, int worker) {
    if (!Float.isFinite(loss.get(0)) || !Float.isFinite(squaredNorm.get(0))) {
      stepState.putInt(StepState.HEALTHY, 0);
    }
  }
}
