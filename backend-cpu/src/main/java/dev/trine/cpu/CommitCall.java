package dev.trine.cpu;

import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Reduction.Kind;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts a step and adds what it measures to the totals, if all of it is finite. */
final class CommitCall extends CpuCall {
  private final Region kept;
  private final Region keptSquares;
  private final Region totals;
  private final Region stepState;
  private final List<Phase> phases = new ArrayList<>();
  private final float[] squares;
  private final float[] sums;

  /**
   * @param kept gets the sums of the measures; null for nowhere
   * @param keptSquares gets the sum of the squares of the gradients
   */
  CommitCall(
      Gate gate,
      Region gradients,
      Region measures,
      Region kept,
      Region keptSquares,
      Region totals,
      Region stepState) {
    super(
        gate,
        "commit",
        Stream.of(gradients, measures, kept, keptSquares, totals, stepState)
            .filter(Objects::nonNull)
            .toArray(Region[]::new));
    this.kept = kept;
    this.keptSquares = keptSquares;
    this.totals = totals;
    this.stepState = stepState;
    squares = folded(Reduction.ofAll(Kind.SUM_OF_SQUARES, gradients.elements(), 1), gradients);
    long count = totals.elements() / 2;
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
    keptSquares.put(0, squares.length == 0 ? 0 : squares[0]);
    for (int i = 0; i < sums.length && kept != null; i++) {
      kept.put(i, sums[i]);
    }
    if (decide(areFinite(squares) && areFinite(sums))) {
      for (int i = 0; i < sums.length; i++) {
        add(i, sums[i]);
      }
    }
  }

  /** Whether the step counts, which the state says then. */
  private boolean decide(boolean finite) {
    boolean skips = stepState.getInt(StepState.SKIPS) != 0;
    boolean overflowed = stepState.getInt(StepState.OVERFLOWED) != 0;
    boolean sound = stepState.getInt(StepState.HEALTHY) != 0 && !overflowed;
    boolean counts = finite && (skips || sound);
    stepState.putInt(StepState.HEALTHY, counts ? 1 : 0);
    increase(StepState.STEP, counts ? 1 : 0);
    if (skips) {
      increase(StepState.SKIPPED, (overflowed ? 1 : 0) + (finite ? 0 : 1));
      stepState.putInt(StepState.OVERFLOWED, 0);
    }
    return counts;
  }

  private void increase(int counter, int by) {
    stepState.putInt(counter, stepState.getInt(counter) + by);
  }

  private void add(int measure, float value) {
    int lost = sums.length + measure;
    float before = totals.get(measure);
    float total = before + value;
    float added = total - before;
    totals.put(measure, total);
    totals.put(lost, totals.get(lost) + ((before - (total - added)) + (value - added)));
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
