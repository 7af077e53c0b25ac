package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.updated;
import static dev.trine.conformance.catalogue.Argument.updatedInts;

import dev.trine.backend.op.StepState;
import java.util.ArrayList;
import java.util.List;

/** The end of a training step: commit here, the optimizers in their own files. */
final class UpdateCases {
  private UpdateCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : new int[] {0, 1, 3, 207}) {
      cases.add(commit(length, true, false));
      cases.add(commit(length, false, false));
      cases.add(commit(length, true, true));
      cases.add(commit(length, false, true));
    }
    cases.addAll(SgdCases.all());
    cases.addAll(AdamCases.all());
    return cases;
  }

  /** The number of updates made, and the flags, none of which has overflowed. */
  static Values stepState(int step, boolean healthy) {
    return stepState(step, healthy, false);
  }

  static Values stepState(int step, boolean healthy, boolean overflowed) {
    return Values.of(step, healthy ? 1 : 0, overflowed ? 1 : 0);
  }

  /** The state of a step that an update may mark as overflowed, and may not change otherwise. */
  static Argument markable(int step, boolean healthy) {
    return updatedInts("stepState", stepState(step, healthy), StepState.ELEMENTS);
  }

  /** A healthy step changes its targets within a bound, any other leaves each bit. */
  static Tolerance predicated(boolean healthy, Bound bound) {
    return healthy ? Tolerance.within(bound) : Tolerance.exact();
  }

  private static OpCase commit(int length, boolean healthy, boolean overflowed) {
    String state = (healthy ? "healthy" : "unhealthy") + (overflowed ? ", overflowed" : "");
    return new OpCase(
        "commit",
        "of %s, %s".formatted(length, state),
        List.of(
            input("values", Values.uniform(0, 1), length),
            updated(
                "totals",
                Values.uniform(0, 100),
                predicated(healthy && !overflowed, Bound.relative(Rounding.ARITHMETIC)),
                length),
            updatedInts("stepState", stepState(41, healthy, overflowed), StepState.ELEMENTS)),
        (backend, tensors) ->
            backend.commit(tensors.get("values"), tensors.get("totals"), tensors.get("stepState")),
        length);
  }
}
