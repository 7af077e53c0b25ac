package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.StepState;
import dev.trine.backend.op.UpdateOps;
import java.util.Arrays;
import java.util.List;
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
  public Call commit(View values, View totals, View stepState) {
    Contract.commit(values, totals, stepState);
    return queue.bind(
        () -> {
          if (Ints.of(stepState).get(StepState.OVERFLOWED) != 0) {
            Ints.of(stepState).set(StepState.HEALTHY, 0);
          } else if (healthy(stepState)) {
            Floats sums = Floats.of(totals);
            Floats added = Floats.of(values);
            sums.setAll(i -> sums.get(i) + added.get(i));
            Ints state = Ints.of(stepState);
            state.set(StepState.STEP, state.get(StepState.STEP) + 1);
          }
        },
        values,
        totals,
        stepState);
  }

  /** Whether all are finite in single precision, in which everything else computes. */
  private static boolean fit(double[] results) {
    return Arrays.stream(results).allMatch(result -> Float.isFinite((float) result));
  }

  private static boolean healthy(View stepState) {
    return Ints.of(stepState).get(StepState.HEALTHY) != 0;
  }
}
