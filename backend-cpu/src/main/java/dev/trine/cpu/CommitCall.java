package dev.trine.cpu;

import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.StepState;
import java.util.ArrayList;
import java.util.List;

/** Counts a step and adds what it measures to the totals, if all of it is finite. */
final class CommitCall extends CpuCall {
  private final Region totals;
  private final Region stepState;
  private final List<Phase> phases = new ArrayList<>();
  private final float[] squares;
  private final float[] sums;

  CommitCall(Gate gate, Region gradients, Region measures, Region totals, Region stepState) {
    super(gate, "commit", gradients, measures, totals, stepState);
    this.totals = totals;
    this.stepState = stepState;
    squares = folded(Reduction.ofAll(Kind.SUM_OF_SQUARES, gradients.elements(), 1), gradients);
    long count = totals.elements();
    long examples = count == 0 ? 0 : measures.elements() / count;
    sums = folded(new Reduction(Kind.SUM, count, examples, 1, 1), measures);
  }

  /** Where the sums will be when the phases have run. */
  private float[] folded(Reduction spec, Region in) {
    Rows rows = spec.rows();
    RowPhases folding =
        new RowPhases(
            gate(),
            new Rows(rows.extents(), rows.inputs(), rows.folds(), List.of(), List.of()),
            List.of(in),
            List.of());
    phases.addAll(folding.list());
    return folding.folded(0);
  }

  @Override
  void execute() {
    phases.forEach(Phase::run);
    if (stepState.getInt(StepState.HEALTHY) != 0
        && stepState.getInt(StepState.OVERFLOWED) == 0
        && areFinite(squares)
        && areFinite(sums)) {
      for (int i = 0; i < sums.length; i++) {
        totals.put(i, totals.get(i) + sums[i]);
      }
      stepState.putInt(StepState.STEP, stepState.getInt(StepState.STEP) + 1);
    } else {
      stepState.putInt(StepState.HEALTHY, 0);
    }
  }

  private static boolean areFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
