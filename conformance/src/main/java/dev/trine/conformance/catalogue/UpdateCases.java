package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.updated;
import static dev.trine.conformance.catalogue.Argument.updatedInts;

import dev.trine.backend.op.StepState;
import dev.trine.graph.ops.Update;
import dev.trine.train.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The end of a training step, and what the cases of the optimizers have in common. */
final class UpdateCases {
  /** Of gradients of norm 7. */
  private static final double SQUARES = 49;

  private UpdateCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    cases.addAll(CommitCases.all());
    cases.addAll(SgdCases.all());
    cases.addAll(AdamCases.all());
    cases.addAll(OptimizerCases.all());
    return cases;
  }

  /**
   * A step of an optimizer, of parameters all of which decay or none.
   *
   * @param moments the content of each
   * @param t the number of this update, from 1
   */
  static OpCase of(
      String name,
      Optimizer optimizer,
      boolean decays,
      Values parameters,
      List<Values> moments,
      Values gradients,
      int length,
      int t,
      boolean healthy) {
    Update update = optimizer.updates(decays ? length : 0, length).get(0);
    List<String> tensors = new ArrayList<>(List.of("parameters"));
    for (int i = 0; i < moments.size(); i++) {
      tensors.add("moment" + i);
    }
    tensors.addAll(List.of("gradients", "rate", "weight", "squares", "stepState"));
    Tolerance tolerance = predicated(healthy, new UpdateBound(update, tensors));
    List<Argument> arguments = new ArrayList<>();
    arguments.add(updated("parameters", parameters, tolerance, length));
    for (int i = 0; i < moments.size(); i++) {
      arguments.add(updated("moment" + i, moments.get(i), tolerance, length));
    }
    arguments.add(input("gradients", gradients, length));
    arguments.add(input("rate", Values.of(optimizer.learningRate()), 1));
    arguments.add(input("weight", Values.of(1), 1));
    arguments.add(input("squares", Values.of(SQUARES), 1));
    arguments.add(updatedInts("stepState", stepState(t, healthy), StepState.ELEMENTS));
    return new OpCase(
        "update",
        name + (decays ? ", decaying" : "") + (healthy ? "" : ", unhealthy"),
        arguments,
        (backend, given) -> update.bind(backend, List.copyOf(given.values()), List.of()),
        (2.0 + 4 * (1 + moments.size())) * length);
  }

  /** The number of updates made, and the flags, none of which has overflowed. */
  static Values stepState(int step, boolean healthy) {
    return Values.of(step, healthy ? 1 : 0, 0, 0, 0);
  }

  /** A healthy step changes its targets within a bound, any other leaves each bit. */
  private static Tolerance predicated(boolean healthy, Bound bound) {
    return healthy ? Tolerance.within(bound) : Tolerance.exact();
  }
}
