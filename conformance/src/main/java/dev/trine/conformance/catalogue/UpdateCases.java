package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.updatedInts;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.StepState;
import dev.trine.graph.ops.Update;
import dev.trine.train.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a training step, and what the cases of the optimizers have in common. */
final class UpdateCases {
  private UpdateCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    cases.addAll(CommitCases.all());
    cases.addAll(SgdCases.all());
    cases.addAll(AdamCases.all());
    return cases;
  }

  /** The update by an optimizer of so many parameters, all of which decay or none. */
  static Update update(Optimizer optimizer, boolean decays, int length) {
    return optimizer.updates(decays ? length : 0, length).get(0);
  }

  /** Binds an update to tensors in the order in which it takes them. */
  static Call bind(Update update, Backend backend, Map<String, View> tensors) {
    return update.bind(backend, List.copyOf(tensors.values()), List.of());
  }

  static String name(String what, boolean decays, boolean healthy) {
    return what + (decays ? ", decaying" : "") + (healthy ? "" : ", unhealthy");
  }

  /** The number of updates made, and the flags, none of which has overflowed. */
  static Values stepState(int step, boolean healthy) {
    return stepState(step, healthy, false);
  }

  static Values stepState(int step, boolean healthy, boolean overflowed) {
    return Values.of(step, healthy ? 1 : 0, overflowed ? 1 : 0, 0, 0);
  }

  /** The state of a step that an update may mark as overflowed, and may not change otherwise. */
  static Argument markable(int step, boolean healthy) {
    return updatedInts("stepState", stepState(step, healthy), StepState.ELEMENTS);
  }

  /** A healthy step changes its targets within a bound, any other leaves each bit. */
  static Tolerance predicated(boolean healthy, Bound bound) {
    return healthy ? Tolerance.within(bound) : Tolerance.exact();
  }
}
