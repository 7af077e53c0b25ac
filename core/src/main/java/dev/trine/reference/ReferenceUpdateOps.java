package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.StepState;
import dev.trine.backend.op.UpdateOps;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The end of a training step. */
final class ReferenceUpdateOps implements UpdateOps {
  private final ReferenceQueue queue;

  ReferenceUpdateOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    Contract.update(spec, inputs, outputs, stepState);
    return queue.bind(
        () -> {
          if (healthy(stepState)
              && !ReferenceMapping.runWhere(ReferenceUpdateOps::fit, spec, inputs, outputs)) {
            Ints.of(stepState).set(StepState.OVERFLOWED, 1);
          }
        },
        Stream.of(inputs, outputs, List.of(stepState)).flatMap(List::stream).toArray(View[]::new));
  }

  @Override
  public Call commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    Contract.commit(gradients, measures, sums, squares, totals, stepState);
    return queue.bind(
        () -> {
          Ints state = Ints.of(stepState);
          double[] found = sums(measures);
          if (sums != null) {
            Floats.of(sums).setAll(i -> found[i]);
          }
          double ofGradients = squares(gradients);
          Floats.of(squares).set(0, ofGradients);
          boolean finite = fit(ofGradients) && fit(found);
          if (decide(state, finite)) {
            add(found, Floats.of(totals));
          }
        },
        Stream.of(gradients, measures, sums, squares, totals, stepState)
            .filter(Objects::nonNull)
            .toArray(View[]::new));
  }

  /** Whether the step counts, which the state says then. */
  private static boolean decide(Ints state, boolean finite) {
    boolean skips = state.get(StepState.SKIPS) != 0;
    boolean overflowed = state.get(StepState.OVERFLOWED) != 0;
    boolean sound = state.get(StepState.HEALTHY) != 0 && !overflowed;
    boolean counts = finite && (skips || sound);
    state.set(StepState.HEALTHY, counts ? 1 : 0);
    state.set(StepState.STEP, state.get(StepState.STEP) + (counts ? 1 : 0));
    if (skips) {
      int lost = (overflowed ? 1 : 0) + (finite ? 0 : 1);
      state.set(StepState.SKIPPED, state.get(StepState.SKIPPED) + lost);
      state.set(StepState.OVERFLOWED, 0);
    }
    return counts;
  }

  private static void add(double[] values, Floats totals) {
    int count = values.length;
    for (int i = 0; i < count; i++) {
      double before = totals.get(i);
      double total = before + values[i];
      double added = total - before;
      double lost = (before - (total - added)) + (values[i] - added);
      totals.set(i, total);
      totals.set(count + i, totals.get(count + i) + lost);
    }
  }

  /** Of each measure over the examples. */
  private static double[] sums(View measures) {
    int examples = (int) measures.shape().dimension(1);
    Floats values = Floats.of(measures);
    double[] sums = new double[(int) measures.shape().dimension(0)];
    for (int i = 0; i < sums.length * examples; i++) {
      sums[i / examples] += values.get(i);
    }
    return sums;
  }

  private static double squares(View gradients) {
    Floats values = Floats.of(gradients);
    double sum = 0;
    for (int i = 0; i < gradients.elements(); i++) {
      sum += values.get(i) * values.get(i);
    }
    return sum;
  }

  /** Whether all are finite in single precision, in which everything else computes. */
  private static boolean fit(double... results) {
    return Arrays.stream(results).allMatch(result -> Float.isFinite((float) result));
  }

  private static boolean healthy(View stepState) {
    return Ints.of(stepState).get(StepState.HEALTHY) != 0;
  }
}
