package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.updatedInts;

import dev.trine.backend.op.StepState;
import dev.trine.graph.ops.Guard;
import java.util.ArrayList;
import java.util.List;

/** The look at loss and gradients before an update, as the graph binds it. */
final class GuardCases {
  private static final double[] NON_FINITE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static final Values USUAL = Values.uniform(-1, 1);

  private GuardCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    // In one launch; of several blocks; of more than are combined at once.
    for (int gradients : new int[] {13, 4098, 1_049_601}) {
      cases.add(guard("finite", USUAL, gradients, true, 1.5, 7));
      cases.add(guard("the last NaN", USUAL.except(gradients - 1, Double.NaN), gradients, true, 1));
    }
    for (int gradients : new int[] {207, 2046}) {
      cases.add(guard("finite, unhealthy", USUAL, gradients, false, 1.5, 7));
      cases.add(guard("one metric", USUAL, gradients, true, -Float.MAX_VALUE));
      for (double value : NON_FINITE) {
        cases.add(guard("one " + value, USUAL.except(100, value), gradients, true, 1.5, 7));
        cases.add(guard("a loss of " + value, USUAL, gradients, true, value, 7));
        cases.add(guard("a second metric of " + value, USUAL, gradients, true, 1.5, value));
        cases.add(guard("both " + value, USUAL.except(3, value), gradients, false, value, 7));
      }
    }
    return cases;
  }

  private static OpCase guard(
      String what, Values values, int gradients, boolean healthy, double... metrics) {
    return new OpCase(
        "rows",
        "guard of %s and %s, %s".formatted(gradients, metrics.length, what),
        List.of(
            input("gradients", values, gradients),
            input("metrics", Values.of(metrics), metrics.length),
            updatedInts(
                "stepState", UpdateCases.stepState(41, healthy, false), StepState.ELEMENTS)),
        (backend, tensors) ->
            new Guard()
                .bind(
                    backend,
                    List.of(
                        tensors.get("gradients"), tensors.get("metrics"), tensors.get("stepState")),
                    List.of()),
        2.0 * gradients);
  }
}
